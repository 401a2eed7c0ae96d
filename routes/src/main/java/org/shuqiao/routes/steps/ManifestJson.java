package org.shuqiao.routes.steps;

import java.util.HexFormat;
import java.util.UUID;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.routes.ledger.ReadLedger.StoredManifest;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The record of a call as evidence shows it: RFC 8785 JSON that names every payload in the call by its SM3. */
final class ManifestJson {
    private ManifestJson() {}

    static byte[] bytes(UUID transfer, StoredManifest manifest) {
        HexFormat hex = HexFormat.of();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("transferId", transfer.toString())
                .put("attempt", manifest.attempt())
                .put("envelopeHash", hex.formatHex(manifest.envelopeHash()))
                .put("outcome", manifest.outcome())
                .put("platformCode", manifest.platformCode())
                .put("finishedAt", manifest.finishedAt().toString());
        ArrayNode payloads = json.putArray("payloadHashes");
        manifest.payloadHashes().forEach(hash -> payloads.add(hex.formatHex(hash)));
        return CanonicalJson.bytes(json);
    }
}
