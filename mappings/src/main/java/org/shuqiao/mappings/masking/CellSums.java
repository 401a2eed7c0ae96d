package org.shuqiao.mappings.masking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.masking.CellNetwork.Cell;
import org.shuqiao.mappings.masking.KnownLines.Line;

/**
 * The sums of one table with two coordinates: each row, each column, all rows, all columns. The total of both is known. What a table does
 * not list, a reader has who takes what it lists from a told sum: together that is a cell, too, and must not be known if it is small.
 */
final class CellSums {
    private final CellNetwork network = new CellNetwork();

    /** @param total of the whole table, as the record tells it */
    CellSums(List<ToldCell> inner, List<ToldCell> rowMargins, List<ToldCell> columnMargins, long total) {
        int allRows = network.sum();
        int allColumns = network.sum();
        int unlisted = network.sum();
        Direction rows = new Direction((sum, end) -> new Ends(sum, end), allColumns, unlisted);
        Direction columns = new Direction((sum, end) -> new Ends(end, sum), allRows, unlisted);
        inner.stream().filter(told -> told.count() > 0).forEach(told -> {
            Sum row = rows.sum(told.row());
            Sum column = columns.sum(told.column());
            Cell cell = told.enter(network, row.node, column.node);
            row.list(told, cell);
            column.list(told, cell);
        });
        rows.margins(rowMargins);
        columns.margins(columnMargins);
        rows.close(total);
        columns.close(total);
    }

    boolean protect(int standard, int smallest) {
        return network.protect(standard, smallest);
    }

    private record Ends(int from, int to) {}

    /** From which node to which a cell goes: rows come from all columns and go to columns, and columns the other way round. */
    private interface Towards {
        Ends ends(int sum, int end);
    }

    /** One row, or one column. */
    private static final class Sum {
        private final int node;
        private final List<Cell> cells = new ArrayList<>();
        private long listed;
        private boolean counted = true;
        private @Nullable ToldCell told;
        private @Nullable Cell margin;

        private Sum(int node) {
            this.node = node;
        }

        private void list(ToldCell cell, Cell entered) {
            cells.add(entered);
            listed += cell.count();
            counted &= cell.isCounted();
        }

        /** What it holds besides what is listed of it; 0 where no reader can say. */
        private long rest() {
            return told != null && told.isCounted() && counted ? told.count() - listed : 0;
        }

        private boolean isKnown() {
            return told == null ? counted : told.isCounted();
        }

        private long known() {
            return told == null ? listed : told.count();
        }
    }

    /** All rows, or all columns. */
    private final class Direction {
        private final Map<String, Sum> sums = new LinkedHashMap<>();
        private final List<Cell> margins = new ArrayList<>();
        private final Towards towards;
        private final int all;
        private final int unlisted;

        /** @param all node of the sum of their margins */
        private Direction(Towards towards, int all, int unlisted) {
            this.towards = towards;
            this.all = all;
            this.unlisted = unlisted;
        }

        private Sum sum(String key) {
            return sums.computeIfAbsent(key, k -> new Sum(network.sum()));
        }

        private void margins(List<ToldCell> told) {
            told.stream().filter(cell -> cell.count() > 0).forEach(cell -> {
                Sum sum = sum(cell.row());
                Ends ends = towards.ends(all, sum.node);
                Cell entered = cell.enter(network, ends.from(), ends.to());
                margins.add(entered);
                if (sum.told == null) {
                    sum.told = cell;
                    sum.margin = entered;
                }
            });
        }

        /** Enters margins that no table tells, and what is not listed. */
        private void close(long total) {
            List<Line> lines = new ArrayList<>();
            for (Sum sum : sums.values()) {
                if (sum.told == null) {
                    Ends ends = towards.ends(all, sum.node);
                    network.untold(ends.from(), ends.to());
                }
                Ends ends = towards.ends(sum.node, unlisted);
                if (sum.cells.isEmpty()) {
                    network.untold(ends.from(), ends.to());
                    continue;
                }
                if (sum.rest() > 0) {
                    sum.cells.add(network.rest(ends.from(), ends.to(), sum.rest()));
                }
                lines.add(new Line(sum.cells, sum.margin));
            }
            closeAll(total, lines);
        }

        /** What no row, or no column, holds is known with the last of them that is told. */
        private void closeAll(long total, List<Line> lines) {
            boolean known = !sums.isEmpty() && sums.values().stream().allMatch(Sum::isKnown);
            long rest = total - sums.values().stream().mapToLong(Sum::known).sum();
            List<Cell> together = new ArrayList<>(margins);
            if (known && rest > 0) {
                Ends ends = towards.ends(all, unlisted);
                Cell cell = network.rest(ends.from(), ends.to(), rest);
                if (margins.isEmpty()) {
                    lines.add(new Line(List.of(cell), null));
                } else {
                    together.add(cell);
                }
            }
            network.lines().direction(lines);
            network.lines().direction(List.of(new Line(together, null)));
        }
    }
}
