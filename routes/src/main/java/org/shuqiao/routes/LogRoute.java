package org.shuqiao.routes;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.LogGuard;
import org.shuqiao.routes.steps.SequenceLog;
import org.shuqiao.routes.steps.StampCheckpoint;

/** The log grows, is looked at, and gets its time stamps; each at its own pace. */
final class LogRoute extends RouteBuilder {
    private final SequenceLog sequence;
    private final LogGuard guard;
    private final @Nullable StampCheckpoint stamp;
    private final Duration stampEvery;

    /** @param stamp null where checkpoints get no time stamp */
    LogRoute(SequenceLog sequence, LogGuard guard, @Nullable StampCheckpoint stamp, Duration stampEvery) {
        this.sequence = sequence;
        this.guard = guard;
        this.stamp = stamp;
        this.stampEvery = stampEvery;
    }

    @Override
    public void configure() {
        from("timer:sequence-log?delay=0&period=" + Limits.SEQUENCE_EVERY.toMillis())
                .routeId(RouteNames.SEQUENCE_LOG)
                .bean(sequence, "sequence");

        from("timer:guard-log?delay=0&period=" + Limits.LOG_LOOKED_AT_EVERY.toMillis())
                .routeId(RouteNames.GUARD_LOG)
                .bean(guard, "look");

        if (stamp != null) {
            from("timer:stamp-log?delay=1000&period=" + stampEvery.toMillis())
                    .routeId(RouteNames.STAMP_LOG)
                    .bean(stamp, "stamp");
        }
    }
}
