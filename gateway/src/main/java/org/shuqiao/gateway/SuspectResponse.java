package org.shuqiao.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.QuarantineLedger.Decision;
import org.shuqiao.routes.ledger.Quarantined;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A transfer in quarantine as an officer sees it.
 *
 * @param seen stands for this payload with these hits; a release names it
 * @param standing stands for the proposal that waits, or for none ({@code none}); a judgement may name it
 * @param hits the first of them
 * @param hitCount how many there are
 * @param offers what can be decided
 * @param needsTwo whether it takes two officers to let it go on
 */
public record SuspectResponse(
        UUID transferId,
        String center,
        String dataset,
        String platform,
        Instant enteredAt,
        String seen,
        String standing,
        List<Hit> hits,
        int hitCount,
        Set<Decision> offers,
        boolean needsTwo,
        @Nullable Proposal proposal) {
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Some may be beside the payload. */
    private static final int SHOWN = 2 * Limits.HITS_DETAILED;

    /**
     * @param path place in the payload, or the name of what leaves beside it
     * @param source path in the dataset; empty where it stands in no value
     * @param beside whether it is not in the payload, but in what leaves beside it
     * @param excerpt what stands around it, with every secret masked
     * @param finding the same for equal findings of one center
     * @param transfers how many transfers in quarantine hold it; 1001 where there are more than a thousand
     */
    public record Hit(
            String kind, String path, String source, boolean beside, String excerpt, String finding, int transfers) {}

    /** @param by the key of the officer who has said it first */
    public record Proposal(Decision decision, String by, String reason, Instant at) {}

    /** @param transfersWith counts transfers by the hex of a finding */
    static List<SuspectResponse> of(
            List<Quarantined> page, Function<Collection<byte[]>, Map<String, Integer>> transfersWith) {
        Set<String> findings = new TreeSet<>();
        for (Quarantined row : page) {
            JSON.readTree(row.details())
                    .forEach(detail -> findings.add(detail.path("finding").asString("")));
        }
        Map<String, Integer> counts = transfersWith.apply(
                findings.stream().map(HexFormat.of()::parseHex).toList());
        return page.stream().map(row -> of(row, counts)).toList();
    }

    private static SuspectResponse of(Quarantined row, Map<String, Integer> counts) {
        JsonNode hits = JSON.readTree(row.hits());
        JsonNode details = JSON.readTree(row.details());
        return new SuspectResponse(
                row.transfer(),
                row.center(),
                row.dataset(),
                row.platform(),
                row.enteredAt(),
                row.seen(),
                row.standing(),
                hits(hits, details, counts),
                hits.size(),
                row.offered(),
                row.needsTwo(),
                row.proposal() == null
                        ? null
                        : new Proposal(
                                row.proposal().decision(),
                                row.proposal().by(),
                                row.proposal().reason(),
                                row.proposal().at()));
    }

    private static List<Hit> hits(JsonNode hits, JsonNode details, Map<String, Integer> counts) {
        List<Hit> shown = new ArrayList<>();
        for (JsonNode hit : hits) {
            JsonNode detail = details.path(shown.size());
            String finding = detail.path("finding").asString("");
            shown.add(new Hit(
                    hit.path("kind").asString(""),
                    hit.path("path").asString(""),
                    hit.path("source").asString(""),
                    hit.path("beside").asBoolean(false),
                    detail.path("excerpt").asString(""),
                    finding,
                    counts.getOrDefault(finding, 0)));
            if (shown.size() == SHOWN) {
                break;
            }
        }
        return shown;
    }
}
