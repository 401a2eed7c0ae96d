package org.shuqiao.certs.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.PaperAttestation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a paper of a platform says of one transfer, in the word of the officer who has entered it with its scan and of another who has
 * confirmed it. The gateway signs it; the platform does not, so it is no receipt.
 *
 * @param id of what was entered; the same for all transfers of one paper
 * @param packageId in which the transfer was carried
 * @param statementHash SM3 of the statement that was carried with it
 * @param stage what the paper says: {@code STORED}, or {@code REJECTED} where it gives the record back
 * @param reference the number of the paper
 * @param receivedOn the date of the paper
 * @param reasons why it gives the record back, in its own words; empty otherwise
 * @param scan SM3 of the scanned paper, 64 lower-case hexadecimal characters
 * @param enteredBy id of the key of the officer who has entered it
 * @param confirmedBy id of the key of the other one
 * @param confirmedAt when; kept to the millisecond
 */
public record EnteredReceipt(
        UUID id,
        UUID packageId,
        UUID transfer,
        String statementHash,
        String platform,
        String stage,
        String reference,
        LocalDate receivedOn,
        List<String> reasons,
        String scan,
        String enteredBy,
        String confirmedBy,
        Instant confirmedAt,
        String gateway) {
    /** Value of the member {@code type}. */
    public static final String TYPE = "shuqiao.entered-receipt.v1";

    private static final int MAX_BYTES = 64 << 10;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SAID = Pattern.compile("STORED|REJECTED");

    /**
     * Copies and rounds.
     *
     * @throws IllegalArgumentException for a hash or a stage that is none
     */
    public EnteredReceipt {
        reasons = List.copyOf(reasons);
        confirmedAt = Times.toMillis(confirmedAt);
        boolean hashes =
                HASH.matcher(scan).matches() && HASH.matcher(statementHash).matches();
        if (!hashes || !SAID.matcher(stage).matches()) {
            throw new IllegalArgumentException("not what officers enter of a paper");
        }
    }

    /** Returns the bytes that the gateway signs: RFC 8785. */
    public byte[] bytes() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE)
                .put("receiptId", id.toString())
                .put("packageId", packageId.toString())
                .put("transferId", transfer.toString())
                .put("statementHash", statementHash)
                .put("platform", platform)
                .put("stage", stage)
                .put("reference", reference)
                .put("receivedOn", receivedOn.toString())
                .put("scan", scan)
                .put("enteredBy", enteredBy)
                .put("confirmedBy", confirmedBy)
                .put("confirmedAt", Times.text(confirmedAt))
                .put("gateway", gateway);
        reasons.forEach(json.putArray("reasons")::add);
        return CanonicalJson.bytes(json);
    }

    /**
     * Reads the bytes back.
     *
     * @throws IllegalArgumentException if they are not exactly those that {@link #bytes} makes of something; the message holds nothing
     *     of them
     */
    public static EnteredReceipt parse(byte[] bytes) {
        JsonNode json = StrictJson.parse(bytes, MAX_BYTES);
        EnteredReceipt parsed;
        try {
            parsed = new EnteredReceipt(
                    UUID.fromString(StrictJson.text(json, "receiptId")),
                    UUID.fromString(StrictJson.text(json, "packageId")),
                    UUID.fromString(StrictJson.text(json, "transferId")),
                    StrictJson.text(json, "statementHash"),
                    StrictJson.text(json, "platform"),
                    StrictJson.text(json, "stage"),
                    StrictJson.text(json, "reference"),
                    PaperAttestation.day(StrictJson.text(json, "receivedOn")),
                    reasons(json.path("reasons")),
                    StrictJson.text(json, "scan"),
                    StrictJson.text(json, "enteredBy"),
                    StrictJson.text(json, "confirmedBy"),
                    Times.parse(StrictJson.text(json, "confirmedAt")),
                    StrictJson.text(json, "gateway"));
        } catch (IllegalArgumentException | DateTimeException unreadable) { // dropped on purpose: it may quote the text
            throw new IllegalArgumentException("not what officers enter of a paper");
        }
        // This one comparison refuses all that was not looked at: type, unknown members, order, escapes, white space.
        if (!Arrays.equals(bytes, parsed.bytes())) {
            throw new IllegalArgumentException("not what officers enter of a paper");
        }
        return parsed;
    }

    private static List<String> reasons(JsonNode array) {
        var reasons = new ArrayList<String>();
        array.forEach(reason -> reasons.add(reason.asString("")));
        return reasons;
    }

    /** Without its reasons, which are for nobody's log. */
    @Override
    public String toString() {
        return "EnteredReceipt[" + id + " " + stage + " of " + transfer + "]";
    }
}
