package org.shuqiao.mappings.masking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuqiao.mappings.CellTable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Suppresses the cells of a record's tables that speak of too few, or of one above all, and those by which they could be computed
 * ({@link CellNetwork}). A suppressed cell keeps its coordinates; its count and its figures are null and it is marked. Which of them
 * were small themselves is not told. An empty cell speaks of nobody and stays.
 */
final class SmallCells {
    private final CellRule standard;
    private final String version;

    SmallCells(CellRule standard, String version) {
        this.standard = standard;
        this.version = version;
    }

    static SmallCells of(JsonNode catalogue) {
        return new SmallCells(
                new CellRule(
                        catalogue.required("smallest").intValue(),
                        catalogue.required("dominancePercent").intValue(),
                        false),
                catalogue.required("version").stringValue());
    }

    CellRule standard() {
        return standard;
    }

    /** What was done to the cells of a table, as statements name it. */
    AppliedTransform applied(String table, CellRule rule) {
        return new AppliedTransform(table + "/*", "small-cells:" + rule.smallest(), version);
    }

    /** @param record a copy where anything was suppressed, else the very record */
    record Left(ObjectNode record, Suppression suppression) {}

    /** @param rule at least the standard */
    Left of(List<CellTable> tables, ObjectNode record, CellRule rule) {
        if (tables.isEmpty()) {
            return new Left(record, new Suppression(rule, Map.of(), false));
        }
        Map<CellTable, List<ToldCell>> told = new LinkedHashMap<>();
        tables.forEach(table -> told.put(table, told(table, record, rule)));
        boolean below = tables.stream().anyMatch(table -> total(table, record) < rule.smallest());
        told.forEach((table, cells) -> {
            if (below) {
                cells.forEach(ToldCell::suppress);
            } else if (table.column() != null) {
                protect(cells, margin(table.row(), told), margin(table.column(), told), total(table, record), rule);
            } else if (tables.stream().noneMatch(other -> isMarginOf(table, other))) {
                // The margin of a table that is not there.
                protect(List.of(), cells, List.of(), total(table, record), rule);
            }
        });
        Suppression suppression = new Suppression(rule, counted(told), below);
        return new Left(suppression.isAny() ? rewritten(told, record) : record, suppression);
    }

    private static long total(CellTable table, ObjectNode record) {
        return ToldCell.number(record.at(table.total()));
    }

    private static boolean isMarginOf(CellTable one, CellTable other) {
        return one.column() == null
                && other.column() != null
                && (one.row().equals(other.row()) || one.row().equals(other.column()));
    }

    private static List<ToldCell> told(CellTable table, ObjectNode record, CellRule rule) {
        return record.at(table.path())
                .valueStream()
                .map(json -> new ToldCell(table, json, rule))
                .toList();
    }

    /** A table with its margins; where what is left could not be told safely, nothing of them is. */
    private void protect(List<ToldCell> inner, List<ToldCell> rows, List<ToldCell> columns, long total, CellRule rule) {
        if (!new CellSums(inner, rows, columns, total).protect(standard.smallest(), rule.smallest())) {
            inner.forEach(ToldCell::suppress);
            rows.forEach(ToldCell::suppress);
            columns.forEach(ToldCell::suppress);
        }
    }

    private static List<ToldCell> margin(String coordinate, Map<CellTable, List<ToldCell>> told) {
        return told.entrySet().stream()
                .filter(entry ->
                        entry.getKey().column() == null && entry.getKey().row().equals(coordinate))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(List.of());
    }

    private static Map<String, Suppression.Cells> counted(Map<CellTable, List<ToldCell>> told) {
        Map<String, Suppression.Cells> counted = new LinkedHashMap<>();
        told.forEach((table, cells) -> counted.put(table.path(), new Suppression.Cells(cells.size(), (int)
                cells.stream().filter(ToldCell::isSuppressed).count())));
        return counted;
    }

    private static ObjectNode rewritten(Map<CellTable, List<ToldCell>> told, ObjectNode record) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(record);
        told.forEach((table, cells) -> {
            if (cells.stream().anyMatch(ToldCell::isSuppressed)) {
                ArrayNode array = copy.putArray(table.path().substring(1));
                for (int i = 0; i < cells.size(); i++) {
                    JsonNode cell = record.at(table.path()).get(i);
                    array.add(cells.get(i).isSuppressed() ? suppressed(table, cell) : cell);
                }
            }
        });
        return copy;
    }

    private static ObjectNode suppressed(CellTable table, JsonNode cell) {
        ObjectNode left = ((ObjectNode) cell).deepCopy();
        table.hidden().forEach(left::putNull);
        return left.put(CellTable.MARK, true);
    }
}
