package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.Limits;

/** Follows what operators do to routes, on this gateway and on others. It cannot be switched off itself. */
final class SwitchRoute extends RouteBuilder {
    private final RouteSwitches switches;

    SwitchRoute(RouteSwitches switches) {
        this.switches = switches;
    }

    @Override
    public void configure() {
        from("timer:follow-switches?delay=0&period=" + Limits.SWITCHES_FOLLOWED_EVERY.toMillis())
                .routeId(RouteNames.FOLLOW_SWITCHES)
                .bean(switches, "follow");
    }
}
