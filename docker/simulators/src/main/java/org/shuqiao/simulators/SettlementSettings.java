package org.shuqiao.simulators;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How a simulated platform that answers in two stages goes on after a first receipt; a script may change it while it runs.
 *
 * @param callbackUrl where second receipts are posted, or null for nowhere
 * @param settleAfterMillis from the first receipt to the second
 * @param secondStage what becomes of the rows
 */
record SettlementSettings(@Nullable URI callbackUrl, long settleAfterMillis, SecondStage secondStage) {
    static final SettlementSettings DEFAULT = new SettlementSettings(null, 1_000, SecondStage.STORED);

    private static final Set<String> MEMBERS = Set.of("callbackUrl", "settleAfterMillis", "secondStage");
    private static final long MAX_SETTLE_AFTER_MILLIS = 24 * 60 * 60 * 1_000L;

    /** Reads settings; a member that is missing has its default. Nothing when they cannot be understood. */
    static Optional<SettlementSettings> of(ObjectNode source) {
        for (String name : (Iterable<String>) source::fieldNames) {
            if (!MEMBERS.contains(name)) {
                return Optional.empty();
            }
        }
        JsonNode url = source.path("callbackUrl");
        JsonNode wait = source.path("settleAfterMillis");
        JsonNode stage = source.path("secondStage");
        try {
            URI callbackUrl = url.isMissingNode() || url.isNull() ? null : httpAddress(url.asText());
            long settleAfterMillis = wait.isMissingNode() ? DEFAULT.settleAfterMillis : wait.asLong(-1);
            boolean usable = settleAfterMillis >= 0 && settleAfterMillis <= MAX_SETTLE_AFTER_MILLIS;
            SecondStage secondStage = stage.isMissingNode() ? DEFAULT.secondStage : SecondStage.valueOf(stage.asText());
            return usable
                    ? Optional.of(new SettlementSettings(callbackUrl, settleAfterMillis, secondStage))
                    : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes the settings into an object, in the form in which they are read. */
    ObjectNode into(ObjectNode target) {
        return target.put("callbackUrl", callbackUrl == null ? null : callbackUrl.toString())
                .put("settleAfterMillis", settleAfterMillis)
                .put("secondStage", secondStage.name());
    }

    private static URI httpAddress(String text) throws URISyntaxException {
        URI address = new URI(text);
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http || address.getHost() == null) {
            throw new URISyntaxException(text, "not an HTTP address");
        }
        return address;
    }

    /** What the second receipt says, if there is to be one. */
    enum SecondStage {
        STORED,
        REJECTED,
        NEVER
    }
}
