package org.shuqiao.routes.steps;

import java.util.Arrays;
import java.util.List;
import org.shuqiao.mappings.residue.Residue;
import org.shuqiao.mappings.residue.ResidueScanner;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedTransfer.SuspectedResidue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Searches the payload for secrets where no clause permits them; a hit sends the transfer to quarantine. */
public final class ScanResidue {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ResidueScanner scanner;
    private final Dictionaries dictionaries;

    public ScanResidue(ResidueScanner scanner, Dictionaries dictionaries) {
        this.scanner = scanner;
        this.dictionaries = dictionaries;
    }

    /** @throws TransferStopped where residue is suspected, unless an officer has released exactly this payload */
    public PlatformPayload.Scanned scan(PlatformPayload payload) {
        Preparation preparation = payload.agreed().claimed().preparation();
        List<Residue> hits = scanner.scan(payload.mapped(), dictionaries.of(preparation.center()));
        if (hits.isEmpty() || isReleased(preparation, payload.hash())) {
            return new PlatformPayload.Scanned(payload);
        }
        throw new TransferStopped(payload.quarantined(new SuspectedResidue(payload.hash(), json(hits))));
    }

    private static boolean isReleased(Preparation preparation, byte[] payloadHash) {
        Preparation.Again again = preparation.transfer();
        return again != null && Arrays.equals(again.releasedPayloadHash(), payloadHash);
    }

    private static String json(List<Residue> hits) {
        ArrayNode array = JSON.createArrayNode();
        for (Residue hit : hits) {
            array.addObject()
                    .put("kind", hit.kind().toString())
                    .put("path", hit.targetPath())
                    .put("offset", hit.offset())
                    .put("length", hit.length());
        }
        return array.toString();
    }
}
