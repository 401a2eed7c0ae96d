package org.shuqiao.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.steps.LogStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Ready means: can store, can hint, can sign so that others can verify, and nothing is held back for a fault of ours. */
@Component("journeysHealthIndicator")
final class JourneysHealth implements HealthIndicator {
    private final JourneyStanding standing;
    private final OpenFigures figures;

    JourneysHealth(JourneyStanding standing, OpenFigures figures) {
        this.standing = standing;
        this.figures = figures;
    }

    @Override
    public Health health() {
        Standing now = standing.now();
        return (now.isReady() ? Health.up() : Health.outOfService())
                .withDetail(
                        "can",
                        Map.of("sign", now.key(), "log", now.canLog(), "store", now.store(), "hint", now.broker()))
                .withDetail("ledger", now.ledger())
                .withDetail("broker", now.broker())
                .withDetail("statementKey", now.key())
                .withDetail("missingKeys", now.missingKeys())
                .withDetail("platformsWithoutCallKey", now.platformsWithoutCallKey())
                .withDetail("platformsWithoutSecret", now.platformsWithoutSecret())
                .withDetail("platformFolders", now.platformFolders())
                .withDetail("platformClocks", now.platformClocks())
                .withDetail("platformPlaces", now.platformPlaces())
                .withDetail("putAside", figures.putAside())
                .withDetail("endingCertificates", certificates(now.endingCertificates()))
                .withDetail("revocationListsRenewed", now.revocationListsRenewed())
                .withDetail("departures", now.hold() == null ? "open" : now.hold())
                .withDetail("log", log(now.log()))
                .build();
    }

    private static List<Map<String, Object>> certificates(List<ExpiryWarnings.Near> ending) {
        return ending.stream()
                .map(near -> Map.<String, Object>of(
                        "key",
                        near.key(),
                        "role",
                        near.role(),
                        "owner",
                        near.owner(),
                        "validUntil",
                        near.validUntil(),
                        "daysLeft",
                        near.left().toDays()))
                .toList();
    }

    private static Map<String, Object> log(LogStatus status) {
        Duration budget = status.stampBudget();
        return Map.of(
                "treeSize",
                status.treeSize(),
                "publishedSize",
                status.publishedSize(),
                "lagSeconds",
                status.lag().toSeconds(),
                "timestampBudgetSeconds",
                budget == null ? "off" : budget.toSeconds());
    }
}
