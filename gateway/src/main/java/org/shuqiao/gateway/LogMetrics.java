package org.shuqiao.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.TransparencyLog;
import org.shuqiao.routes.steps.ComparedClock;
import org.springframework.stereotype.Component;

/** The log, the clock and what is held back, as figures: {@code shuqiao.log.*}, {@code shuqiao.clock.skew}, {@code shuqiao.departures.held}. */
@Component
final class LogMetrics implements MeterBinder {
    private final TransparencyLog log;
    private final ComparedClock clock;
    private final OpenFigures figures;

    LogMetrics(Journeys journeys, OpenFigures figures) {
        this.log = journeys.log();
        this.clock = journeys.decisionClock();
        this.figures = figures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shuqiao.log.tree.size", log, l -> l.status().treeSize())
                .description("leaves that have their place in the tree")
                .register(registry);
        Gauge.builder("shuqiao.log.published.size", log, l -> l.status().publishedSize())
                .description("leaves that the newest checkpoint covers")
                .register(registry);
        Gauge.builder("shuqiao.log.lag", log, l -> seconds(l.status().lag()))
                .baseUnit("seconds")
                .description("how long the oldest leaf has waited for its place")
                .register(registry);
        Gauge.builder("shuqiao.log.unsequenced", figures, f -> f.figure(OpenFigures.Snapshot::leaves))
                .baseUnit("leaves")
                .description("leaves that wait for their place")
                .register(registry);
        Gauge.builder("shuqiao.log.checkpoint.age", figures, f -> f.figure(s -> s.age(s.checkpointAt())))
                .baseUnit("seconds")
                .description("how old the newest checkpoint is; one is signed when the tree has grown")
                .register(registry);
        Gauge.builder("shuqiao.clock.skew", clock, LogMetrics::skew)
                .baseUnit("seconds")
                .description(
                        "how far this gateway's clock may be from the ledger's; NaN while nobody has compared them lately")
                .register(registry);
        Gauge.builder("shuqiao.departures.held", log, l -> l.departures().hold().isPresent() ? 1 : 0)
                .description("1 while nothing may leave this gateway")
                .register(registry);
        if (log.status().stampBudget() != null) {
            Gauge.builder("shuqiao.log.timestamp.budget", log, LogMetrics::budget)
                    .baseUnit("seconds")
                    .description("what is left until nothing may leave for want of a time stamp")
                    .register(registry);
        }
    }

    private static double budget(TransparencyLog log) {
        Duration left = log.status().stampBudget();
        return left == null ? Double.NaN : seconds(left);
    }

    private static double skew(ComparedClock clock) {
        return clock.skew().map(LogMetrics::seconds).orElse(Double.NaN);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
