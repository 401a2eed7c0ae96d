package org.shuqiao.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.steps.WatchTerms;
import org.springframework.stereotype.Component;

/** Agreements for whoever watches figures. */
@Component
final class AgreementMetrics implements MeterBinder {
    private final AgreementBook book;
    private final WatchTerms terms;
    private final Clock clock;

    AgreementMetrics(Journeys journeys, Clock clock) {
        this.book = journeys.agreements().book();
        this.terms = journeys.agreements().terms();
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shuqiao.agreements.ending", terms, t -> t.ending().size())
                .description("agreements in force or suspended that end within thirty days")
                .register(registry);
        Gauge.builder("shuqiao.agreements.left", terms, this::left)
                .baseUnit("seconds")
                .description("until the first of them ends; not a number where there is none")
                .register(registry);
        Gauge.builder("shuqiao.agreements.unreadable", book, b -> b.unreadable().size())
                .description("versions of agreements that are left out, since this gateway cannot read them")
                .register(registry);
    }

    private double left(WatchTerms watched) {
        return watched.ending().stream()
                .findFirst()
                .map(term ->
                        Duration.between(clock.instant(), term.validUntil()).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
