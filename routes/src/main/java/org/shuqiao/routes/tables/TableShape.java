package org.shuqiao.routes.tables;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.PlaceFailed.Why;

/** Whether a table is there as the platform's description says: every column, of a type and a length that takes what goes there. */
final class TableShape {
    private static final Set<Integer> TEXT = Set.of(
            Types.CHAR,
            Types.NCHAR,
            Types.VARCHAR,
            Types.NVARCHAR,
            Types.LONGVARCHAR,
            Types.LONGNVARCHAR,
            Types.CLOB,
            Types.NCLOB);
    private static final Set<Integer> FIXED = Set.of(Types.CHAR, Types.NCHAR);

    /** Characters that a column must take, by its meaning. */
    private static final Map<String, Integer> LENGTHS = Map.ofEntries(
            Map.entry("key", 36),
            Map.entry("bizPk", 64),
            Map.entry("batchId", 32),
            Map.entry("op", 1),
            Map.entry("opTime", OpTime.CHARS),
            Map.entry("rowHash", 64),
            Map.entry("syncFlag", 1),
            Map.entry("collected", 1),
            Map.entry("retry", 5));

    /** What these hold is always as long as the column, so a column of fixed length adds nothing to it. */
    private static final Set<String> OF_ONE_LENGTH =
            Set.of("key", "bizPk", "batchId", "op", "opTime", "rowHash", "syncFlag", "collected");

    private static final Set<String> MAY_BE_EMPTY = Set.of("errCode", "errMsg", "receipt", "receiptSignature");

    private final TableSql sql;
    private final int seconds;

    TableShape(TableSql sql, int seconds) {
        this.sql = sql;
        this.seconds = seconds;
    }

    /** @throws PlaceFailed NOT_AS_DESCRIBED with the first column that is wrong */
    void require(Connection connection) throws PlaceFailed, SQLException {
        List<String> meanings = new ArrayList<>(sql.columns().keySet());
        try {
            look(connection, meanings);
        } catch (SQLException refused) {
            connection.rollback();
            if (isMissing(refused)) {
                throw missing(connection, meanings, refused);
            }
            throw refused;
        }
        connection.rollback();
    }

    private static boolean isMissing(SQLException refused) {
        return SqlFaults.working(refused).why() == Why.NOT_AS_DESCRIBED || SqlFaults.isOfTheRow(refused);
    }

    /** Which one is not there, or may not be read. */
    private PlaceFailed missing(Connection connection, List<String> meanings, SQLException all) throws SQLException {
        for (String meaning : meanings) {
            try {
                look(connection, List.of(meaning));
            } catch (SQLException none) {
                connection.rollback();
                // Where the first is not there, none may be.
                return meaning.equals(meanings.get(0)) && !isThere(connection, meanings.get(1))
                        ? new PlaceFailed(Why.NOT_AS_DESCRIBED, "table", all)
                        : new PlaceFailed(Why.NOT_AS_DESCRIBED, "column " + sql.column(meaning), none);
            } catch (PlaceFailed unusable) {
                return unusable;
            }
        }
        return new PlaceFailed(Why.NOT_AS_DESCRIBED, "table", all);
    }

    private boolean isThere(Connection connection, String meaning) throws SQLException {
        try {
            look(connection, List.of(meaning));
            return true;
        } catch (PlaceFailed unusable) {
            return true;
        } catch (SQLException none) {
            connection.rollback();
            return false;
        }
    }

    private void look(Connection connection, List<String> meanings) throws SQLException, PlaceFailed {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            try (ResultSet none = statement.executeQuery(
                    sql.shape(meanings.stream().map(sql::column).toList()))) {
                ResultSetMetaData columns = none.getMetaData();
                for (int i = 0; i < meanings.size(); i++) {
                    requireUsable(meanings.get(i), columns, i + 1);
                }
            }
        }
    }

    private void requireUsable(String meaning, ResultSetMetaData columns, int column) throws SQLException, PlaceFailed {
        int type = columns.getColumnType(column);
        int chars = columns.getPrecision(column);
        int wanted = Objects.requireNonNullElse(LENGTHS.get(meaning), 1);
        boolean text = TEXT.contains(type);
        boolean longEnough = chars <= 0 || chars >= wanted; // A text without a limit has a length of 0 in some drivers.
        boolean padded = FIXED.contains(type) && (!OF_ONE_LENGTH.contains(meaning) || chars != wanted);
        boolean emptied =
                !MAY_BE_EMPTY.contains(meaning) || columns.isNullable(column) != ResultSetMetaData.columnNoNulls;
        if (!text || !longEnough || padded || !emptied) {
            String wrong =
                    !text ? " is no text" : !longEnough ? " is too short" : padded ? " is padded" : " is never empty";
            throw new PlaceFailed(Why.NOT_AS_DESCRIBED, "column " + sql.column(meaning) + wrong);
        }
    }
}
