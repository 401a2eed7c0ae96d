package org.shuqiao.mappings.masking;

import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CellTable;
import org.shuqiao.mappings.Scalars;
import org.shuqiao.mappings.masking.CellNetwork.Cell;
import tools.jackson.databind.JsonNode;

/** A cell as it stands in the record. */
final class ToldCell {
    private final String row;
    private final String column;
    private final long count;
    private final boolean counted;
    private final boolean sensitive;
    private boolean suppressed;

    private @Nullable Cell cell;

    ToldCell(CellTable table, JsonNode json, CellRule rule) {
        row = Scalars.text(json.path(table.row()));
        column = table.column() == null ? "" : Scalars.text(json.path(table.column()));
        JsonNode number = json.path(table.count());
        boolean marked = json.path(CellTable.MARK).asBoolean(false);
        // One that is suppressed already had its like beside it. Else, without a count nothing says that it is large
        // enough.
        count = number.isNumber() ? number(number) : marked ? rule.smallest() : 1;
        counted = number.isNumber();
        sensitive = marked || isDominated(table, json, rule);
    }

    /** Figures of nobody knows whom may be those of one. */
    private static boolean isDominated(CellTable table, JsonNode json, CellRule rule) {
        if (table.largestShare() == null || table.values().stream().allMatch(value -> isNone(json.path(value)))) {
            return false;
        }
        JsonNode share = json.path(table.largestShare());
        return !share.isNumber() || share.doubleValue() > rule.dominancePercent();
    }

    private static boolean isNone(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Whether its count is the one that stands in the record. */
    boolean isCounted() {
        return counted;
    }

    void suppress() {
        suppressed = true;
    }

    boolean isSuppressed() {
        return suppressed || (cell != null && cell.isSuppressed());
    }

    Cell enter(CellNetwork network, int from, int to) {
        Cell entered = network.cell(from, to, count);
        if (sensitive) {
            entered.suppress();
        }
        cell = entered;
        return entered;
    }

    String row() {
        return row;
    }

    String column() {
        return column;
    }

    long count() {
        return count;
    }

    static long number(JsonNode node) {
        return node.isNumber() ? node.decimalValue().longValue() : 0;
    }
}
