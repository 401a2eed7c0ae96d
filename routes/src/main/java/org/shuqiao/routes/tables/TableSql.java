package org.shuqiao.routes.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.shuqiao.mappings.platforms.TableColumns;
import org.shuqiao.mappings.platforms.Transport;

/**
 * The statements for one exchange table, in the SQL that every database of these places takes: no upsert, no RETURNING, no LIMIT, no
 * boolean, no type but text. Names come from the platform's description, which takes plain ones only.
 */
final class TableSql {
    /** What we write of a row, in the order of the parameters. */
    private static final List<String> OURS =
            List.of("bizPk", "batchId", "op", "opTime", "rowHash", "dataset", "content", "statement", "signature");

    /** What a row that is laid down anew has of the platform: nothing. */
    private static final List<String> THEIRS = List.of("errCode", "errMsg", "receipt", "receiptSignature");

    private final String table;
    private final Map<String, String> columns;
    private final List<String> pointers;

    TableSql(Transport.ExchangeTable transport) {
        this.table = transport.table();
        this.columns = new TreeMap<>(transport.columns());
        this.pointers =
                columns.keySet().stream().filter(TableColumns::isPointer).toList();
    }

    String column(String meaning) {
        return Objects.requireNonNull(columns.get(meaning), meaning);
    }

    /** Every column by its meaning. */
    Map<String, String> columns() {
        return columns;
    }

    /** Pointers into the payload whose values have columns of their own. */
    List<String> pointers() {
        return pointers;
    }

    /**
     * No row, for the look at what the columns are.
     *
     * @param names of columns
     */
    String shape(List<String> names) {
        return "SELECT " + String.join(", ", names) + " FROM " + table + " WHERE 1 = 0";
    }

    /** Parameters: key. Columns: hash, flag, collected, number of the last laying down. */
    String find() {
        return "SELECT %s, %s, %s, %s FROM %s WHERE %s = ?"
                .formatted(
                        column("rowHash"),
                        column("syncFlag"),
                        column("collected"),
                        column("retry"),
                        table,
                        column("key"));
    }

    /** Parameters: key. Column: what the row is about. */
    String about() {
        return "SELECT %s FROM %s WHERE %s = ?".formatted(column("bizPk"), table, column("key"));
    }

    /** Parameters: batch id. Column: key. */
    String keysOfBatch() {
        return "SELECT %s FROM %s WHERE %s = ?".formatted(column("key"), table, column("batchId"));
    }

    /** Parameters: what we write, values of the pointers, key. */
    String insert() {
        List<String> names = new ArrayList<>(OURS.stream().map(this::column).toList());
        names.addAll(pointers.stream().map(this::column).toList());
        names.add(column("key"));
        String marks = names.stream().map(name -> "?").collect(Collectors.joining(", "));
        names.addAll(List.of(column("syncFlag"), column("collected"), column("retry")));
        return "INSERT INTO %s (%s) VALUES (%s, '0', '0', '0')".formatted(table, String.join(", ", names), marks);
    }

    /**
     * Lays a row down anew, if it still is as it was found. Parameters: what we write, values of the pointers, number of this laying
     * down, key, and as they were found: hash, flag, collected.
     */
    String replace() {
        String sets = Stream.concat(OURS.stream(), pointers.stream())
                .map(meaning -> column(meaning) + " = ?")
                .collect(Collectors.joining(", "));
        String empty =
                THEIRS.stream().map(meaning -> column(meaning) + " = NULL").collect(Collectors.joining(", "));
        return "UPDATE %s SET %s, %s, %s = '0', %s = '0', %s = ? WHERE %s = ? AND %s = ? AND %s = ? AND %s = ?"
                .formatted(
                        table,
                        sets,
                        empty,
                        column("syncFlag"),
                        column("collected"),
                        column("retry"),
                        column("key"),
                        column("rowHash"),
                        column("syncFlag"),
                        column("collected"));
    }

    /**
     * What the platform has said of rows, oldest first. Long texts are cut by the database, so that no row of a gigabyte ever comes here;
     * what it says in words is not read at all. Columns: key, number of the laying down, flag, code, receipt, its signature.
     */
    String said(int keyChars, int codeChars, int receiptChars, int signatureChars) {
        return ("SELECT SUBSTR(%1$s, 1, %2$d), SUBSTR(%3$s, 1, 9), %4$s, SUBSTR(%5$s, 1, %6$d), SUBSTR(%7$s, 1, %8$d),"
                        + " SUBSTR(%9$s, 1, %10$d) FROM %11$s WHERE %4$s IN ('2', '9') AND %12$s = '0' ORDER BY %13$s, %1$s")
                .formatted(
                        column("key"),
                        keyChars,
                        column("retry"),
                        column("syncFlag"),
                        column("errCode"),
                        codeChars,
                        column("receipt"),
                        receiptChars,
                        column("receiptSignature"),
                        signatureChars,
                        table,
                        column("collected"),
                        column("opTime"));
    }

    /** Parameters: 1 for used or 9 for put aside, key, number of the laying down. */
    String collected() {
        return "UPDATE %1$s SET %2$s = ? WHERE %3$s = ? AND %4$s = ? AND %5$s IN ('2', '9') AND %2$s = '0'"
                .formatted(table, column("collected"), column("key"), column("retry"), column("syncFlag"));
    }
}
