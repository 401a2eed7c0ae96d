package org.shuqiao.routes.steps;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.mappings.residue.Residue;
import org.shuqiao.mappings.residue.ResidueKind;
import org.shuqiao.mappings.residue.ResidueScanner;
import org.shuqiao.mappings.residue.SuspectedSecret;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedTransfer.SuspectedResidue;
import org.shuqiao.routes.ledger.Waiver;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Searches the payload, and what leaves beside it, for secrets where no clause permits them; a hit sends the transfer to quarantine. */
public final class ScanResidue {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ResidueScanner scanner;
    private final Function<String, CenterDictionary> dictionaries;
    private final UnaryOperator<byte[]> marks;

    /**
     * @param dictionaries the words of each center
     * @param marks a keyed hash, by which equal findings are known and nothing else of them
     */
    public ScanResidue(
            ResidueScanner scanner, Function<String, CenterDictionary> dictionaries, UnaryOperator<byte[]> marks) {
        this.scanner = scanner;
        this.dictionaries = dictionaries;
        this.marks = marks;
    }

    /** @throws TransferStopped where residue is suspected, unless an officer has released exactly these hits in exactly this payload */
    public PlatformPayload.Scanned scan(PlatformPayload payload) {
        Preparation preparation = payload.agreed().claimed().preparation();
        CenterDictionary words = dictionaries.apply(preparation.center());
        MappedPayload leaving = Leaving.of(preparation);
        List<Residue> beside = beside(leaving, preparation, words);
        List<Residue> inside = scanner.scan(payload.mapped(), words);
        if (beside.isEmpty() && (inside.isEmpty() || isReleased(inside, preparation, payload.hash()))) {
            return new PlatformPayload.Scanned(payload);
        }
        Found found = new Found(preparation.center());
        found.add(SuspectedSecret.in(leaving, beside, words, beside.size()), beside.size(), true);
        found.add(
                SuspectedSecret.in(payload.mapped(), inside, words, Limits.HITS_DETAILED), Limits.HITS_DETAILED, false);
        throw new TransferStopped(payload.quarantined(found.residue(payload.hash())));
    }

    /** The center's own code in a name that it gives is no secret: the statement names it, too. */
    private List<Residue> beside(MappedPayload leaving, Preparation preparation, CenterDictionary words) {
        List<Residue> hits = scanner.scan(leaving, words);
        return hits.isEmpty()
                ? hits
                : SuspectedSecret.in(leaving, hits, words, hits.size()).stream()
                        .filter(hit -> hit.residue().kind() != ResidueKind.USCI
                                || !hit.normalForm().equals(preparation.center()))
                        .map(SuspectedSecret::residue)
                        .toList();
    }

    private static boolean isReleased(List<Residue> hits, Preparation preparation, byte[] payloadHash) {
        Preparation.Again again = preparation.transfer();
        Waiver waiver = again == null ? null : again.waiver();
        return waiver != null
                && Arrays.equals(waiver.payloadHash(), payloadHash)
                && hits(waiver).containsAll(hits);
    }

    private static Set<Residue> hits(Waiver waiver) {
        Set<Residue> waived = new HashSet<>();
        for (JsonNode hit : JSON.readTree(waiver.hits())) {
            waived.add(new Residue(
                    ResidueKind.valueOf(hit.path("kind").stringValue()),
                    hit.path("offset").intValue(),
                    hit.path("length").intValue(),
                    hit.path("path").stringValue()));
        }
        return waived;
    }

    /** What is told of the hits: to everybody where they are, to officers what stands around them. */
    private final class Found {
        private final String center;
        private final ArrayNode hits = JSON.createArrayNode();
        private final ArrayNode details = JSON.createArrayNode();

        Found(String center) {
            this.center = center;
        }

        /** The n-th detail is of the n-th hit. */
        void add(List<SuspectedSecret> secrets, int detailed, boolean beside) {
            for (SuspectedSecret secret : secrets) {
                Residue hit = secret.residue();
                hits.addObject()
                        .put("kind", hit.kind().toString())
                        .put("path", hit.targetPath())
                        .put("source", secret.sourcePath())
                        .put("offset", hit.offset())
                        .put("length", hit.length())
                        .put("redactable", !beside && secret.isRedactable())
                        .put("beside", beside);
            }
            secrets.stream().limit(detailed).forEach(secret -> details.addObject()
                    .put("excerpt", secret.excerpt())
                    .put("finding", finding(secret)));
        }

        private String finding(SuspectedSecret secret) {
            String what =
                    String.join("\0", secret.residue().kind().name(), secret.normalForm(), secret.sourcePath(), center);
            return HexFormat.of().formatHex(marks.apply(what.getBytes(StandardCharsets.UTF_8)));
        }

        SuspectedResidue residue(byte[] payloadHash) {
            return new SuspectedResidue(payloadHash, hits.toString(), details.toString());
        }
    }
}
