package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.agreements.SendingWindow;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How much, and when, an agreement lets go of one dataset. It is kept with the decision on each transfer, so that the claim needs no
 * agreement to be read. Null where there is no such limit.
 *
 * @param rowsPerCall transfers in one call to the platform
 * @param callsPerDay calls to the platform in a day
 * @param rowsPerMonth transfers in a month
 * @param cron the minutes in which data may be sent, as {@link SendingWindow} reads it; {@code zone} stands with it
 */
public record Allowance(
        String agreement,
        String dataset,
        @Nullable Integer rowsPerCall,
        @Nullable Integer callsPerDay,
        @Nullable Integer rowsPerMonth,
        @Nullable String cron,
        @Nullable String zone) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public static JsonNode json(Collection<Allowance> allowances) {
        return JSON.valueToTree(allowances);
    }

    static List<Allowance> read(String json) {
        return JSON.readValue(json, new TypeReference<>() {});
    }

    /** Whether what goes must be counted. */
    boolean counts() {
        return callsPerDay != null || rowsPerMonth != null;
    }

    QuotaKey key() {
        return new QuotaKey(agreement, dataset);
    }

    /** From when on data may be sent: this instant where the window is open, or there is none. */
    public Instant opens(Instant now) {
        return cron == null || zone == null
                ? now
                : SendingWindow.parse(cron, ZoneId.of(zone)).nextOpening(now);
    }
}
