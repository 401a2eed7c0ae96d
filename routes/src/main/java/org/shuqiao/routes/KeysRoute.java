package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.WatchKeys;

/** Follows what people and other gateways do to the keys. */
final class KeysRoute extends RouteBuilder {
    private final WatchKeys watch;

    KeysRoute(WatchKeys watch) {
        this.watch = watch;
    }

    @Override
    public void configure() {
        from("timer:refresh-keys?delay=1000&period=1000")
                .routeId(RouteNames.REFRESH_KEYS)
                .bean(watch);
    }
}
