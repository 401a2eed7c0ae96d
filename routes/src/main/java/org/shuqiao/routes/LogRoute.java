package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.LogGuard;
import org.shuqiao.routes.steps.SequenceLog;

/** The log grows and is looked at, each at its own pace. */
final class LogRoute extends RouteBuilder {
    private final SequenceLog sequence;
    private final LogGuard guard;

    LogRoute(SequenceLog sequence, LogGuard guard) {
        this.sequence = sequence;
        this.guard = guard;
    }

    @Override
    public void configure() {
        from("timer:sequence-log?delay=0&period=" + Limits.SEQUENCE_EVERY.toMillis())
                .routeId(RouteNames.SEQUENCE_LOG)
                .bean(sequence, "sequence");

        from("timer:guard-log?delay=0&period=" + Limits.LOG_LOOKED_AT_EVERY.toMillis())
                .routeId(RouteNames.GUARD_LOG)
                .bean(guard, "look");
    }
}
