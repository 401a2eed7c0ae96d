package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.shuqiao.certs.log.LogLeaf;
import tools.jackson.databind.JsonNode;

/**
 * That what an agreement wants after a transfer was not kept in time, as the gateway found. In evidence it is the log's leaf itself, so
 * nothing of it is only said.
 *
 * @param transfer what it was wanted after
 * @param statementHash SM3 of the statement that bound it
 * @param agreement that wanted it
 * @param version of the agreement
 * @param duty as agreements call it, for example {@code receipt_within}
 * @param dueAt until when; kept to the millisecond
 * @param at when it was found; kept to the millisecond
 */
public record Breach(
        UUID transfer, String statementHash, String agreement, long version, String duty, Instant dueAt, Instant at) {
    private static final int MAX_BYTES = 2_048;

    /** Rounds. */
    public Breach {
        dueAt = Times.toMillis(dueAt);
        at = Times.toMillis(at);
    }

    /** Returns the leaf of the log that records it. */
    public LogLeaf leaf() {
        return LogLeaf.breach(transfer, statementHash, agreement, version, duty, dueAt, at);
    }

    /**
     * Reads a leaf back.
     *
     * @throws IllegalArgumentException if the bytes are not exactly those of such a leaf; the message holds nothing of them
     */
    public static Breach parse(byte[] leaf) {
        JsonNode json = StrictJson.parse(leaf, MAX_BYTES);
        var parsed = new Breach(
                uuid(StrictJson.text(json, "transferId")),
                StrictJson.text(json, "statementHash"),
                StrictJson.text(json, "agreement"),
                StrictJson.number(json, "version"),
                StrictJson.text(json, "duty"),
                Times.parse(StrictJson.text(json, "dueAt")),
                Times.parse(StrictJson.text(json, "at")));
        // This one comparison refuses all that was not looked at: type, unknown members, order, escapes, white space.
        if (!Arrays.equals(leaf, parsed.leaf().bytes())) {
            throw new IllegalArgumentException("no leaf of a breach");
        }
        return parsed;
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException unreadable) { // dropped on purpose: it quotes the text
            throw new IllegalArgumentException("the id of the transfer is no UUID");
        }
    }
}
