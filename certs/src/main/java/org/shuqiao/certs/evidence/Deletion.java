package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogLeaf;
import tools.jackson.databind.JsonNode;

/**
 * That the gateway deleted the payload of a transfer or a message for good. In evidence it is the log's leaf itself, so nothing of it is only said.
 *
 * @param of whether it was a transfer's or a message's
 * @param id whose payload it was
 * @param payloadHash SM3 of the payload, as in the statement
 * @param rule why, for example {@code visit-30-days}
 * @param at when; kept to the millisecond
 */
public record Deletion(Statement.Type of, UUID id, String payloadHash, String rule, Instant at) {
    private static final int MAX_BYTES = 1_024;

    /** Checks. */
    public Deletion {
        at = Times.toMillis(at);
    }

    /** Returns the leaf of the log that records it. */
    public LogLeaf leaf() {
        return switch (of) {
            case TRANSFER -> LogLeaf.transferDeletion(id, payloadHash, rule, at);
            case RETURN -> LogLeaf.deletion(id, payloadHash, rule, at);
        };
    }

    /**
     * Reads a leaf back.
     *
     * @throws IllegalArgumentException if the bytes are not exactly those of such a leaf; the message holds nothing of them
     */
    public static Deletion parse(byte[] leaf) {
        JsonNode json = StrictJson.parse(leaf, MAX_BYTES);
        boolean message = json.has("messageId");
        var parsed = new Deletion(
                message ? Statement.Type.RETURN : Statement.Type.TRANSFER,
                uuid(StrictJson.text(json, message ? "messageId" : "transferId")),
                StrictJson.text(json, "payloadHash"),
                StrictJson.text(json, "rule"),
                Times.parse(StrictJson.text(json, "at")));
        // This one comparison refuses all that was not looked at: type, unknown members, order, escapes, white space.
        if (!Arrays.equals(leaf, parsed.leaf().bytes())) {
            throw new IllegalArgumentException("no leaf of a deletion");
        }
        return parsed;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException unreadable) { // dropped on purpose: it quotes the text
            throw new IllegalArgumentException("the id of what was deleted is no UUID");
        }
    }
}
