package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A package as if one had been made of a transfer that waits for its receipt. */
final class CarriedPackage {
    private CarriedPackage() {}

    static UUID of(GatewayUnderTest gateway, UUID transfer) {
        UUID id = UUID.randomUUID();
        gateway.sql().update("DELETE FROM receipt WHERE transfer = ?", transfer);
        gateway.sql()
                .update(
                        "UPDATE transfer SET state = 'UNKNOWN', reason = 'RECEIPT_AWAITED', wake_at = 'infinity' WHERE id = ?",
                        transfer);
        gateway.sql()
                .update(
                        "INSERT INTO package (id, platform, made_by, manifest, signature) VALUES (?, 'qingdao', 'test', ?, '')",
                        id,
                        manifest(gateway, transfer));
        gateway.sql().update("INSERT INTO package_row (package, row, transfer) VALUES (?, 1, ?)", id, transfer);
        return id;
    }

    private static byte[] manifest(GatewayUnderTest gateway, UUID transfer) {
        byte[] statement = gateway.sql()
                .queryForObject("SELECT statement FROM transfer_content WHERE id = ?", byte[].class, transfer);
        ObjectNode manifest = JsonMapper.shared().createObjectNode();
        manifest.putArray("files")
                .addObject()
                .put("name", "statements/" + transfer + ".json")
                .put("sm3", Sm3.hex(statement));
        return manifest.toString().getBytes(UTF_8);
    }
}
