package org.shuqiao.routes.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A transfer in which residue is suspected.
 *
 * @param hits JSON array: kind and place of each hit, without its value
 * @param details JSON array: excerpt and finding of the first of them
 * @param proposal null where nobody has proposed anything
 * @param needsTwo whether it takes two officers to let it go on
 */
public record Quarantined(
        UUID transfer,
        String center,
        String dataset,
        String platform,
        Instant enteredAt,
        byte[] payloadHash,
        String hits,
        String details,
        @Nullable Proposal proposal,
        boolean needsTwo) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NOTHING_PROPOSED = "none";

    /** What one officer has said and another must confirm; {@code by} is a key. */
    public record Proposal(Decision decision, String by, String reason, Instant at) {
        String hash() {
            String said = String.join("\n", decision.name(), by, at.toString(), reason);
            return Sm3.hex(said.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Stands for what is seen here: this payload with these hits. */
    public String seen() {
        return seen(payloadHash, hits);
    }

    /** Stands for the proposal that waits, or for none: no other has the same. */
    public String standing() {
        return standing(proposal);
    }

    static String standing(@Nullable Proposal proposal) {
        return proposal == null ? NOTHING_PROPOSED : proposal.hash();
    }

    static String seen(byte[] payloadHash, String hits) {
        return Sm3.hex(payloadHash, hits.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A hit beside the payload can only be withheld: its center may send the record again under another id. Nothing is released of which
     * no officer could see each hit.
     */
    public Set<Decision> offered() {
        Set<Decision> offered = EnumSet.of(Decision.WITHHOLD);
        JsonNode all = JSON.readTree(hits);
        boolean beside = all.valueStream().anyMatch(hit -> hit.path("beside").asBoolean(false));
        if (!beside && all.size() <= JSON.readTree(details).size()) {
            offered.add(Decision.RELEASE);
        }
        if (!beside && all.valueStream().allMatch(hit -> hit.path("redactable").asBoolean(false))) {
            offered.add(Decision.REDACT);
        }
        return offered;
    }

    /** Where in the record the hits come from. */
    Set<String> sources() {
        return JSON.readTree(hits)
                .valueStream()
                .map(hit -> hit.path("source").asString(""))
                .collect(Collectors.toSet());
    }
}
