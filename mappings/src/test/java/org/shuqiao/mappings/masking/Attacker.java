package org.shuqiao.mappings.masking;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the tables {@code /cells} (size, level), {@code /levels}, {@code /sizes} and the total {@code /n} of a published record, and
 * solves for what was left out. Shares nothing with what protects them: it writes down every sum that the tables promise.
 */
final class Attacker {
    private final Map<String, Integer> unknowns = new LinkedHashMap<>();
    private final List<long[]> equations = new ArrayList<>();
    private final JsonNode record;

    Attacker(JsonNode record) {
        this.record = record;
        for (String table : List.of("/levels", "/sizes", "/cells")) {
            for (int i = 0; i < record.at(table).size(); i++) {
                if (record.at(table + "/" + i + "/count").isNull()) {
                    unknowns.put(table + "/" + i, unknowns.size());
                }
            }
        }
        for (String table : List.of("/levels", "/sizes", "/cells")) {
            if (!record.at(table).isEmpty()) {
                equation(where(table, "", ""), null);
            }
        }
        margins("/levels", "level");
        margins("/sizes", "size");
    }

    private void margins(String table, String coordinate) {
        for (int i = 0; !record.at("/cells").isEmpty() && i < record.at(table).size(); i++) {
            String key = record.at(table + "/" + i + "/" + coordinate).asString();
            equation(where("/cells", coordinate, key), table + "/" + i);
        }
    }

    private List<String> where(String table, String coordinate, String key) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < record.at(table).size(); i++) {
            if (coordinate.isEmpty()
                    || record.at(table + "/" + i + "/" + coordinate).asString().equals(key)) {
                cells.add(table + "/" + i);
            }
        }
        return cells;
    }

    /**
     * Coefficients of the unknowns, and behind them what they come to.
     *
     * @param margin their sum; null for the total
     */
    private void equation(List<String> cells, @Nullable String margin) {
        long[] equation = new long[unknowns.size() + 1];
        cells.forEach(cell -> enter(equation, cell, 1));
        if (margin == null) {
            equation[unknowns.size()] += record.path("n").asLong();
        } else {
            enter(equation, margin, -1);
        }
        equations.add(equation);
    }

    private void enter(long[] equation, String cell, int sign) {
        Integer unknown = unknowns.get(cell);
        if (unknown != null) {
            equation[unknown] += sign;
        } else {
            equation[unknowns.size()] -= sign * record.at(cell + "/count").asLong();
        }
    }

    /** Those that follow from the equations alone. */
    Set<String> derived() {
        Set<String> derived = new TreeSet<>();
        int rank = rank(null);
        unknowns.forEach((cell, index) -> {
            long[] alone = new long[unknowns.size()];
            alone[index] = 1;
            if (rank(alone) == rank) {
                derived.add(cell);
            }
        });
        return derived;
    }

    /** Exact elimination without fractions. */
    private int rank(long @Nullable [] more) {
        List<BigInteger[]> rows = new ArrayList<>();
        equations.forEach(equation -> rows.add(row(equation)));
        if (more != null) {
            rows.add(row(more));
        }
        int rank = 0;
        for (int column = 0; column < unknowns.size(); column++) {
            int pivot = rank;
            while (pivot < rows.size() && rows.get(pivot)[column].signum() == 0) {
                pivot++;
            }
            if (pivot == rows.size()) {
                continue;
            }
            BigInteger[] by = rows.get(pivot);
            rows.set(pivot, rows.get(rank));
            rows.set(rank, by);
            for (int i = rank + 1; i < rows.size(); i++) {
                BigInteger[] row = rows.get(i);
                BigInteger factor = row[column];
                for (int j = 0; j < row.length; j++) {
                    row[j] = row[j].multiply(by[column]).subtract(by[j].multiply(factor));
                }
            }
            rank++;
        }
        return rank;
    }

    private BigInteger[] row(long[] equation) {
        return Arrays.stream(equation)
                .limit(unknowns.size())
                .mapToObj(BigInteger::valueOf)
                .toArray(BigInteger[]::new);
    }

    /**
     * Those with one count only in all solutions by whole numbers up to a bound: from 1, since empty cells are told, and from 0 where
     * nothing at all is told.
     */
    Set<String> onlyOnePossible(int most) {
        long[] solution = new long[unknowns.size()];
        long fewest = unknowns.size() == cells() ? 0 : 1;
        List<Set<Long>> possible = new ArrayList<>();
        unknowns.forEach((cell, index) -> possible.add(new TreeSet<>()));
        assign(0, solution, fewest, most, possible);
        Set<String> only = new TreeSet<>();
        unknowns.forEach((cell, index) -> {
            if (possible.get(index).size() < 2) {
                only.add(cell);
            }
        });
        return only;
    }

    private int cells() {
        return record.at("/levels").size()
                + record.at("/sizes").size()
                + record.at("/cells").size();
    }

    private void assign(int next, long[] solution, long fewest, int most, List<Set<Long>> possible) {
        if (!equations.stream().allMatch(equation -> canHold(equation, solution, next, fewest, most))) {
            return;
        }
        if (next == solution.length) {
            for (int i = 0; i < next; i++) {
                possible.get(i).add(solution[i]);
            }
            return;
        }
        for (long count = fewest; count <= most && possible.stream().anyMatch(found -> found.size() < 2); count++) {
            solution[next] = count;
            assign(next + 1, solution, fewest, most, possible);
        }
        solution[next] = 0;
    }

    private static boolean canHold(long[] equation, long[] solution, int assigned, long fewest, long most) {
        long least = -equation[solution.length];
        long greatest = least;
        for (int i = 0; i < solution.length; i++) {
            long coefficient = equation[i];
            least += coefficient * (i < assigned ? solution[i] : coefficient > 0 ? fewest : most);
            greatest += coefficient * (i < assigned ? solution[i] : coefficient > 0 ? most : fewest);
        }
        return least <= 0 && greatest >= 0;
    }
}
