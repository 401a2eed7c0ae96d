package org.shuqiao.simulators;

import java.util.Base64;

/** A signed receipt: the exact JSON bytes, the SM2 signature over them in the platform's form, and what they say. */
final class Receipt {
    private final String receiptId;
    private final String payloadHash;
    private final String stage;
    private final String receivedAt;
    private final String base64Bytes;
    private final String base64Signature;

    Receipt(String receiptId, String payloadHash, String stage, String receivedAt, byte[] bytes, byte[] signature) {
        this.receiptId = receiptId;
        this.payloadHash = payloadHash;
        this.stage = stage;
        this.receivedAt = receivedAt;
        this.base64Bytes = Base64.getEncoder().encodeToString(bytes);
        this.base64Signature = Base64.getEncoder().encodeToString(signature);
    }

    /** The same words under another signature. */
    Receipt signed(byte[] signature) {
        return new Receipt(
                receiptId, payloadHash, stage, receivedAt, Base64.getDecoder().decode(base64Bytes), signature);
    }

    String receiptId() {
        return receiptId;
    }

    String payloadHash() {
        return payloadHash;
    }

    String stage() {
        return stage;
    }

    /** ISO 8601 with milliseconds and the offset +08:00. */
    String receivedAt() {
        return receivedAt;
    }

    String base64Bytes() {
        return base64Bytes;
    }

    String base64Signature() {
        return base64Signature;
    }
}
