package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.CountTraffic;
import org.shuqiao.routes.steps.Limits;

/** Counts what came, went and failed, for people who watch. */
final class TrafficRoute extends RouteBuilder {
    private final CountTraffic count;

    TrafficRoute(CountTraffic count) {
        this.count = count;
    }

    @Override
    public void configure() {
        from("timer:count-traffic?delay=0&period=" + Limits.TRAFFIC_COUNTED_EVERY.toMillis())
                .routeId(RouteNames.COUNT_TRAFFIC)
                .bean(count);
    }
}
