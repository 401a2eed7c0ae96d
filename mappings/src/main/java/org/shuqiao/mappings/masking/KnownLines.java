package org.shuqiao.mappings.masking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.masking.CellNetwork.Cell;

/** The groups of suppressed cells whose sum a reader knows: what is told of such a group must be told of enough respondents, too. */
final class KnownLines {

    /**
     * Cells that a reader can add up.
     *
     * @param margin their sum as a cell of another table; null where no table tells it
     */
    record Line(List<Cell> cells, @Nullable Cell margin) {

        private long suppressed() {
            long respondents = 0;
            for (Cell cell : cells) {
                respondents += cell.isSuppressed() ? cell.count() : 0;
            }
            return respondents;
        }

        /** What to suppress next to make the group larger: its smallest cell, else its margin; null where nothing is left. */
        @Nullable Cell more() {
            Cell more = smallest(cells);
            return more == null && margin != null && margin.isPublished() ? margin : more;
        }
    }

    private final List<List<Line>> directions = new ArrayList<>();

    /** All lines of one table in one direction: what they hold together is a sum that a reader knows. */
    void direction(List<Line> lines) {
        directions.add(List.copyOf(lines));
    }

    /** A line whose suppressed cells hold fewer respondents together; null where there is none. */
    @Nullable Line small(long least) {
        for (Line line : known()) {
            long suppressed = line.suppressed();
            if (suppressed > 0 && suppressed < least) {
                return line;
            }
        }
        return null;
    }

    /** Of all lines with suppressed cells; {@link Long#MAX_VALUE} where there are none. */
    long smallestSum() {
        return known().stream()
                .mapToLong(Line::suppressed)
                .filter(sum -> sum > 0)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Lines whose sum is told, and of each direction all others together, with the smallest margin that would join them. */
    private List<Line> known() {
        List<Line> known = new ArrayList<>();
        for (List<Line> direction : directions) {
            List<Cell> rest = new ArrayList<>();
            List<Cell> margins = new ArrayList<>();
            for (Line line : direction) {
                if (line.margin() == null || line.margin().isSuppressed()) {
                    rest.addAll(line.cells());
                } else {
                    known.add(line);
                    margins.add(line.margin());
                }
            }
            known.add(new Line(rest, smallest(margins)));
        }
        return known;
    }

    private static @Nullable Cell smallest(List<Cell> cells) {
        return cells.stream()
                .filter(Cell::isPublished)
                .min(Comparator.comparingLong(Cell::count))
                .orElse(null);
    }
}
