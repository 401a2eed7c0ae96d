package org.shuqiao.routes.platforms;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a platform has said at its place: one file, one row of a table, one message.
 *
 * @param source names it among all that the platform says there; nothing of its content
 * @param rows what it says of each transfer, in its order; empty where nothing can be read
 * @param unreadable why nothing of it can be read; null where it can
 */
public record Collected(String source, List<Row> rows, @Nullable Why unreadable) {
    /** The longest name of a source. */
    public static final int SOURCE_CHARS = 250;

    /** Why something that a platform said was put aside. */
    public enum Why {
        /** It has not the form that was agreed. */
        MALFORMED,
        /** It is longer than is read. */
        TOO_LONG,
        /** It says neither that the transfer arrived nor that it was refused. */
        NOTHING_SAID,
        /** Its code is none of the platform's. */
        UNKNOWN_CODE,
        /** Its receipt is none by this platform for what it was sent. */
        RECEIPT_INVALID,
        /** Nothing was ever sent to this platform under this id. */
        UNKNOWN_TRANSFER
    }

    public Collected {
        rows = List.copyOf(rows);
        if (source.isEmpty() || source.length() > SOURCE_CHARS) {
            throw new IllegalArgumentException("a source has a name");
        }
    }

    public static Collected of(String source, List<Row> rows) {
        return new Collected(source, rows, null);
    }

    public static Collected unreadable(String source, Why why) {
        return new Collected(source, List.of(), why);
    }

    /**
     * What is said of one transfer, not yet believed.
     *
     * @param key of the transfer
     * @param code the platform's result code; empty where there is none
     * @param receipt Base64; empty where there is none
     * @param signature over the receipt, Base64
     */
    public record Row(String key, String code, String receipt, String signature) {}
}
