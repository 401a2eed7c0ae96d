package org.shuqiao.routes.tables;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.platforms.Deposit;

/** Writes rows on a connection; whoever calls commits. Nothing that the platform has taken, or has said, is ever overwritten. */
final class LayRows {
    private static final String NEW = "0";
    private static final String NOT_COLLECTED = "0";

    private final TableSql sql;
    private final RowValues values;
    private final int seconds;

    LayRows(TableSql sql, RowValues values, int seconds) {
        this.sql = sql;
        this.values = values;
        this.seconds = seconds;
    }

    private record Found(String hash, String flag, String collected, String retry) {
        /** The platform is done with it, and we have read what it says. */
        boolean isOver() {
            return !flag.equals(NEW) && !flag.equals("1") && !collected.equals(NOT_COLLECTED);
        }
    }

    /** Rows that were never sent before, at once. */
    void insertAll(Connection connection, Deposit deposit) throws SQLException {
        try (PreparedStatement insert = statement(connection, sql.insert())) {
            for (Deposit.Row row : deposit.rows()) {
                bind(
                        insert,
                        values.of(deposit, row, bizPk(connection, deposit, row)),
                        List.of(row.key().toString()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * One row, which may be there already from a former attempt.
     *
     * @return false where another content of this transfer is there that the platform has begun with; later it may be replaced
     */
    boolean lay(Connection connection, Deposit deposit, Deposit.Row row) throws SQLException {
        Found found = find(connection, row);
        if (found == null) {
            try (PreparedStatement insert = statement(connection, sql.insert())) {
                bind(
                        insert,
                        values.of(deposit, row, bizPk(connection, deposit, row)),
                        List.of(row.key().toString()));
                return insert.executeUpdate() == 1;
            }
        }
        boolean same = found.hash().equals(RowValues.hash(row));
        if (same && !found.isOver()) {
            return true;
        }
        boolean replaceable = found.isOver() || found.flag().equals(NEW);
        return replaceable && replace(connection, deposit, row, found);
    }

    private boolean replace(Connection connection, Deposit deposit, Deposit.Row row, Found found) throws SQLException {
        try (PreparedStatement replace = statement(connection, sql.replace())) {
            bind(
                    replace,
                    values.of(deposit, row, bizPk(connection, deposit, row)),
                    List.of(next(found.retry()), row.key().toString(), found.hash(), found.flag(), found.collected()));
            return replace.executeUpdate() == 1;
        }
    }

    private static String next(String retry) {
        try {
            return Integer.toString(Math.min(Integer.parseInt(retry) + 1, 99_999));
        } catch (NumberFormatException notOurs) {
            return "1";
        }
    }

    private @Nullable Found find(Connection connection, Deposit.Row row) throws SQLException {
        try (PreparedStatement find = statement(connection, sql.find())) {
            find.setString(1, row.key().toString());
            try (ResultSet rows = find.executeQuery()) {
                return rows.next() ? new Found(text(rows, 1), text(rows, 2), text(rows, 3), text(rows, 4)) : null;
            }
        }
    }

    /** A tombstone is about what it takes down. */
    private String bizPk(Connection connection, Deposit deposit, Deposit.Row row) throws SQLException {
        if (RowValues.isTombstone(deposit)) {
            try (PreparedStatement about = statement(connection, sql.about())) {
                about.setString(1, row.about().recordId());
                try (ResultSet rows = about.executeQuery()) {
                    if (rows.next()) {
                        return text(rows, 1);
                    }
                }
            }
        }
        return RowValues.bizPk(row.about());
    }

    /** Which rows of a batch are there. */
    List<String> keysOfBatch(Connection connection, String batchId) throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement find = statement(connection, sql.keysOfBatch())) {
            find.setString(1, batchId);
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    keys.add(text(rows, 1));
                }
            }
        }
        return keys;
    }

    /** Some databases pad, and some take an empty text for none. */
    private static String text(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNullElse(rows.getString(column), "").strip();
    }

    private PreparedStatement statement(Connection connection, String text) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(text);
        statement.setQueryTimeout(seconds);
        return statement;
    }

    private static void bind(PreparedStatement statement, List<@Nullable String> values, List<String> more)
            throws SQLException {
        int place = 1;
        for (String value : values) {
            if (value == null) {
                statement.setNull(place, Types.VARCHAR);
            } else {
                statement.setString(place, value);
            }
            place++;
        }
        for (String value : more) {
            statement.setString(place, value);
            place++;
        }
    }
}
