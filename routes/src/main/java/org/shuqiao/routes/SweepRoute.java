package org.shuqiao.routes;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.Sweep;

/** Finds what a lost hint, a lost lease or a pause has left behind; a safety net, and how a backlog is worked off. */
final class SweepRoute extends RouteBuilder {
    private static final Duration PARTITIONS_EVERY = Duration.ofHours(6);

    private final Sweep sweep;
    private final Duration period;

    SweepRoute(Sweep sweep, Duration period) {
        this.sweep = sweep;
        this.period = period;
    }

    @Override
    public void configure() {
        from("timer:sweep?delay=1000&period=" + period.toMillis())
                .routeId(RouteNames.SWEEP)
                .bean(sweep, "refreshAgreements")
                .bean(sweep, "submissions")
                .bean(sweep, "lostLeases")
                .bean(sweep, "unknownTransfers")
                .bean(sweep, "approvals")
                .bean(sweep, "quarantines")
                .bean(sweep, "readyTransfers");

        from("timer:partitions?delay=0&period=" + PARTITIONS_EVERY.toMillis())
                .routeId(RouteNames.MAKE_PARTITIONS)
                .bean(sweep, "partitions")
                .bean(sweep, "oldReservations");

        from("timer:needless?delay=1000&period=" + Limits.NEEDLESS_FORGOTTEN_EVERY.toMillis())
                .routeId(RouteNames.FORGET_NEEDLESS)
                .bean(sweep, "needless")
                .bean(sweep, "asides");
    }
}
