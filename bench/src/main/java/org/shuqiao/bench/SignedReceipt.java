package org.shuqiao.bench;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import org.shuqiao.certs.Signer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A receipt of the Qingdao contract and the platform's signature over exactly its bytes, both in Base64. */
record SignedReceipt(String receipt, String signature) {
    private static final ZoneOffset QINGDAO = ZoneOffset.ofHours(8);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    /** @param payloadHash SM3 of what was received, lower-case hexadecimal */
    static SignedReceipt stored(String idempotencyKey, String payloadHash, Clock clock, Signer signer) {
        ObjectNode receipt = JsonMapper.shared().createObjectNode();
        receipt.put("receiptId", "QD" + idempotencyKey);
        receipt.put("platform", "qingdao");
        receipt.put("idempotencyKey", idempotencyKey);
        receipt.put("payloadHash", payloadHash);
        receipt.put("stage", "STORED");
        receipt.put("receivedAt", TIME.format(clock.instant().atOffset(QINGDAO)));
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(receipt);
        Base64.Encoder base64 = Base64.getEncoder();
        return new SignedReceipt(base64.encodeToString(bytes), base64.encodeToString(signer.sign(bytes)));
    }
}
