package org.shuqiao.simulators;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes and signs the receipts of one platform. Thread-safe. */
final class ReceiptIssuer {
    private static final int RECEIPT_ID_RANDOM_BYTES = 8;
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final String idPrefix;
    private final String platform;
    private final UnaryOperator<byte[]> signing;
    private final StrictJson json;
    private final SecureRandom random;
    private volatile boolean forging;

    /** @param signing from the receipt's bytes to the signature in the platform's form */
    ReceiptIssuer(
            String idPrefix, String platform, UnaryOperator<byte[]> signing, StrictJson json, SecureRandom random) {
        this.idPrefix = idPrefix;
        this.platform = platform;
        this.signing = signing;
        this.json = json;
        this.random = random;
    }

    /**
     * A receipt with an id of its own: the prefix, the day and 16 random hexadecimal digits.
     *
     * @param payloadHash lower-case hex SM3 of the payload as received
     */
    Receipt issue(String key, String payloadHash, String stage, Instant at) {
        return issue(key, payloadHash, stage, at, json.newObject());
    }

    /**
     * The same.
     *
     * @param more members beside those that every receipt has
     */
    Receipt issue(String key, String payloadHash, String stage, Instant at, ObjectNode more) {
        ZonedDateTime receivedAt = at.atZone(ZoneOffset.ofHours(8));
        byte[] unique = new byte[RECEIPT_ID_RANDOM_BYTES];
        random.nextBytes(unique);
        String receiptId =
                idPrefix + DAY.format(receivedAt.toLocalDate()) + HexFormat.of().formatHex(unique);
        String received = MILLISECONDS.format(receivedAt);
        ObjectNode receipt = json.newObject()
                .put("receiptId", receiptId)
                .put("platform", platform)
                .put("idempotencyKey", key)
                .put("payloadHash", payloadHash)
                .put("stage", stage)
                .put("receivedAt", received);
        receipt.setAll(more);
        byte[] bytes = json.bytes(receipt);
        return new Receipt(receiptId, payloadHash, stage, received, bytes, signing.apply(bytes));
    }

    /** From now on, whether what is told are receipts with a signature over something else; what was issued stays as it is. */
    void forge(boolean forged) {
        forging = forged;
    }

    boolean isForging() {
        return forging;
    }

    /** Adds a receipt and its signature, both Base64, to an answer. */
    ObjectNode put(Receipt receipt, ObjectNode answer) {
        Receipt told = told(receipt);
        return answer.put("receipt", told.base64Bytes()).put("signature", told.base64Signature());
    }

    /** A receipt as it is told now. */
    Receipt told(Receipt receipt) {
        if (!forging) {
            return receipt;
        }
        byte[] other = (receipt.base64Bytes() + " ").getBytes(StandardCharsets.US_ASCII);
        return receipt.signed(signing.apply(other));
    }
}
