package org.shuqiao.routes.tables;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.platforms.Deposit;

/** A row as it stands in the table. All but the plain values is ASCII, so it is the same in every encoding of a database. */
final class RowValues {
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final PlainValues plain;

    RowValues(PlainValues plain) {
        this.plain = plain;
    }

    /**
     * What the platform upserts by: SM3 over dataset, center and record id, each ended by a line feed. A record id is the center's own
     * text, which not every column would take.
     */
    static String bizPk(Statement about) {
        return Sm3.hex((about.dataset() + '\n' + about.center() + '\n' + about.recordId() + '\n')
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Whether it tells the platform to take something down; its record is named by the transfer of what is taken down. */
    static boolean isTombstone(Deposit deposit) {
        return deposit.dataset().equals(Dataset.TAKE_DOWN);
    }

    static String hash(Deposit.Row row) {
        return HexFormat.of().formatHex(row.payloadHash());
    }

    /**
     * In the order of {@link TableSql#insert}, without the key.
     *
     * @param bizPk what the row is about
     */
    List<@Nullable String> of(Deposit deposit, Deposit.Row row, String bizPk) {
        List<@Nullable String> values = new ArrayList<>();
        values.add(bizPk);
        values.add(deposit.batchId());
        values.add(op(deposit, row));
        values.add(OpTime.of(deposit.at()));
        values.add(hash(row));
        values.add(deposit.resource());
        values.add(BASE64.encodeToString(row.payload()));
        values.add(BASE64.encodeToString(row.statement()));
        values.add(BASE64.encodeToString(row.signature()));
        values.addAll(plain.of(row.payload()));
        return values;
    }

    private static String op(Deposit deposit, Deposit.Row row) {
        if (isTombstone(deposit)) {
            return "D";
        }
        return row.about().supersedes() == null ? "I" : "U";
    }
}
