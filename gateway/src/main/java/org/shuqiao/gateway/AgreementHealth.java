package org.shuqiao.gateway;

import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.steps.WatchTerms;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Tells of agreements that this gateway cannot read, and of those that end soon. Neither makes it unready: between the parties of the
 * former nothing is decided, and everything else goes on. Which they are stands in the log: anybody may read this.
 */
@Component("agreementsHealthIndicator")
final class AgreementHealth implements HealthIndicator {
    private final AgreementBook book;
    private final WatchTerms terms;

    AgreementHealth(Journeys journeys) {
        this.book = journeys.agreements().book();
        this.terms = journeys.agreements().terms();
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("unreadable", book.unreadable().size())
                .withDetail("endingWithinThirtyDays", terms.ending().size())
                .build();
    }
}
