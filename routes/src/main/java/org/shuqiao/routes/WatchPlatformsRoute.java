package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.platforms.WatchPlatforms;
import org.shuqiao.routes.steps.Limits;

/** Looks whether the folder of a platform has changed. */
final class WatchPlatformsRoute extends RouteBuilder {
    private final WatchPlatforms watch;

    WatchPlatformsRoute(WatchPlatforms watch) {
        this.watch = watch;
    }

    @Override
    public void configure() {
        from("timer:watch-platforms?delay=0&period=" + Limits.PLATFORM_FOLDERS_LOOKED_AT_EVERY.toMillis())
                .routeId(RouteNames.WATCH_PLATFORMS)
                .bean(watch, "look");
    }
}
