package org.shuqiao.gateway;

import org.shuqiao.routes.Journeys;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Alive means: a restart would not help. A server that is away comes back without one, a committer that has ended does not. */
@Component("aliveHealthIndicator")
final class AliveHealth implements HealthIndicator {
    private final Journeys journeys;

    AliveHealth(Journeys journeys) {
        this.journeys = journeys;
    }

    @Override
    public Health health() {
        return (journeys.isAlive() ? Health.up() : Health.down()).build();
    }
}
