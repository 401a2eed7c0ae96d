package org.shuqiao.mappings.masking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The sums that a reader of tables can form, as a network: each sum is a node, and each cell an edge between the two sums that it is
 * part of. A reader who solves for the suppressed cells, knowing that none of them is empty, gets at exactly those through which no
 * closed path of suppressed cells leads along which one respondent can be moved; every other one may have another count as well.
 *
 * <p>What is suppressed besides the small cells is the closed path with the fewest respondents in published cells, cell by cell. Which
 * cells the tables have does not change; the same network gives the same cells. One shortest path for each suppressed cell: for n cells
 * at most n² log n steps.
 */
final class CellNetwork {

    private enum Kind {
        /** A table tells it, unless it is suppressed. */
        TOLD,
        /** No table tells it, and a reader has it who has the rest of one of its sums. */
        REST,
        /** Nobody can have it. */
        UNTOLD
    }

    /** A count that stands in two sums. A unit more of it goes from one to the other, a unit less back. */
    static final class Cell {
        private final int from;
        private final int to;
        private final long count;
        private final Kind kind;
        private boolean suppressed;
        private boolean safe;

        private Cell(int from, int to, long count, Kind kind) {
            this.from = from;
            this.to = to;
            this.count = count;
            this.kind = kind;
            this.suppressed = kind == Kind.REST;
        }

        /** Whatever its count is. */
        void suppress() {
            suppressed = true;
        }

        boolean isSuppressed() {
            return suppressed;
        }

        long count() {
            return count;
        }

        /** Whether it must not be had, as of this smallest count. */
        private boolean isHidden(long least) {
            return kind == Kind.TOLD ? suppressed : kind == Kind.REST && count < least;
        }

        boolean isPublished() {
            return kind == Kind.TOLD && !suppressed;
        }
    }

    private record Reached(long respondents, int node) {}

    private final List<List<Cell>> sums = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();
    private final KnownLines lines = new KnownLines();

    int sum() {
        sums.add(new ArrayList<>());
        return sums.size() - 1;
    }

    /** @param count above 0: an empty cell hides nobody, and is published */
    Cell cell(int from, int to, long count) {
        return add(new Cell(from, to, count, Kind.TOLD));
    }

    /** What a sum holds besides the cells that a table lists, together. */
    Cell rest(int from, int to, long count) {
        return add(new Cell(from, to, count, Kind.REST));
    }

    /** A count that no table tells. */
    void untold(int from, int to) {
        add(new Cell(from, to, 0, Kind.UNTOLD));
    }

    private Cell add(Cell cell) {
        sums.get(cell.from).add(cell);
        sums.get(cell.to).add(cell);
        cells.add(cell);
        return cell;
    }

    KnownLines lines() {
        return lines;
    }

    /**
     * Suppresses what must not be told, and what would tell it. Goes up from the standard by the counts there are, so that a larger
     * smallest count never uncovers a cell that a smaller one has covered.
     *
     * @param standard a smallest count that holds always
     * @return whether that was possible; if not, only nothing at all can be told
     */
    boolean protect(int standard, int smallest) {
        for (long least = standard; least <= smallest; least = next()) {
            if (!settle(least)) {
                return false;
            }
        }
        return true;
    }

    private boolean settle(long least) {
        for (Cell cell : cells) {
            if (cell.kind == Kind.TOLD && cell.count < least) {
                cell.suppress();
            }
        }
        while (true) {
            for (Cell cell : cells) {
                if (cell.isHidden(least) && !cell.safe && !hide(cell)) {
                    return false;
                }
            }
            KnownLines.Line small = lines.small(least);
            if (small == null) {
                return true;
            }
            Cell more = small.more();
            if (more == null) {
                return false;
            }
            more.suppress();
        }
    }

    /** The first smallest count at which more would have to be suppressed. */
    private long next() {
        long least = lines.smallestSum();
        for (Cell cell : cells) {
            boolean open = cell.isPublished() || (cell.kind == Kind.REST && !cell.safe);
            least = open ? Math.min(least, cell.count) : least;
        }
        return least == Long.MAX_VALUE ? least : least + 1;
    }

    /** Suppresses the cheapest closed path through a cell; false where there is none. */
    private boolean hide(Cell cell) {
        List<Cell> path =
                cheaper(path(cell, cell.to, cell.from), cannotShrink(cell) ? null : path(cell, cell.from, cell.to));
        if (path == null) {
            return false;
        }
        cell.safe = true;
        for (Cell other : path) {
            other.suppressed |= other.kind == Kind.TOLD;
            other.safe = true;
        }
        return true;
    }

    private static @Nullable List<Cell> cheaper(@Nullable List<Cell> one, @Nullable List<Cell> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return price(other) < price(one) ? other : one;
    }

    private static long price(List<Cell> path) {
        return path.stream().mapToLong(CellNetwork::price).sum();
    }

    /** The respondents that are no longer told of. */
    private static long price(Cell cell) {
        return cell.isPublished() ? cell.count : 0;
    }

    /** Dijkstra's way between two sums, without one cell. */
    private @Nullable List<Cell> path(Cell without, int start, int end) {
        long[] reached = new long[sums.size()];
        Arrays.fill(reached, Long.MAX_VALUE);
        Cell[] by = new Cell[sums.size()];
        reached[start] = 0;
        PriorityQueue<Reached> open = new PriorityQueue<>(
                Comparator.comparingLong(Reached::respondents).thenComparingInt(Reached::node));
        open.add(new Reached(0, start));
        while (!open.isEmpty()) {
            Reached here = open.remove();
            if (here.node() == end) {
                return walked(by, start, end);
            }
            if (here.respondents() > reached[here.node()]) {
                continue;
            }
            for (Cell cell : sums.get(here.node())) {
                int there = there(cell, here.node());
                long respondents = here.respondents() + price(cell);
                if (cell != without && there >= 0 && respondents < reached[there]) {
                    reached[there] = respondents;
                    by[there] = cell;
                    open.add(new Reached(respondents, there));
                }
            }
        }
        return null;
    }

    /** Where a unit can go by a cell; below 0 where the cell would be empty, which a reader knows it is not. */
    private static int there(Cell cell, int here) {
        if (here == cell.from) {
            return cell.to;
        }
        return cannotShrink(cell) ? -1 : cell.from;
    }

    /** Of a cell that is listed a reader knows that it is not empty. */
    private static boolean cannotShrink(Cell cell) {
        return cell.kind == Kind.TOLD && cell.count < 2;
    }

    private static List<Cell> walked(Cell[] by, int start, int end) {
        List<Cell> path = new ArrayList<>();
        for (int node = end; node != start; ) {
            Cell cell = by[node];
            path.add(cell);
            node = node == cell.to ? cell.from : cell.to;
        }
        return path;
    }
}
