package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;

/**
 * Rows that are laid down together at a platform's place: in a folder, in a table, in a queue, in a package.
 *
 * @param batchId of these transfers: the same however often the same ones are laid down together
 * @param dataset of all rows
 * @param resource the platform's name of it
 * @param at when they were claimed
 * @param resend whether one of them was sent before, so that it may be there already
 */
public record Deposit(String batchId, String dataset, String resource, Instant at, boolean resend, List<Row> rows)
        implements Freight {
    public Deposit {
        rows = List.copyOf(rows);
    }

    /**
     * One transfer.
     *
     * @param key its id, by which the platform tells a repetition from a new one
     * @param attempt differs each time it is sent
     * @param statement as it was signed; {@code about} is what it says
     * @param signature over the statement, in the form that the platform wants
     */
    public record Row(
            UUID key,
            int attempt,
            byte[] payload,
            byte[] payloadHash,
            String contentType,
            byte[] statement,
            byte[] signature,
            Statement about) {}

    /**
     * SM3 over lines of text, each ended by a line feed: batch id, resource, and for each row in order its key and the SM3 of payload,
     * statement and signature in lower-case hex.
     */
    @Override
    public byte[] hash() {
        HexFormat hex = HexFormat.of();
        StringBuilder lines = new StringBuilder();
        line(lines, batchId);
        line(lines, resource);
        for (Row row : rows) {
            line(lines, row.key().toString());
            line(lines, hex.formatHex(row.payloadHash()));
            line(lines, Sm3.hex(row.statement()));
            line(lines, Sm3.hex(row.signature()));
        }
        return Sm3.digest(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void line(StringBuilder lines, String text) {
        lines.append(text).append('\n');
    }
}
