package org.shuqiao.gateway.console.center;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.Part.Group;
import org.shuqiao.gateway.console.center.Part.Leaf;
import org.shuqiao.gateway.console.center.Part.Lines;
import org.shuqiao.gateway.console.center.Part.Rows;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/**
 * Which column of a spreadsheet is which field. A column is named by the label of its field, in Chinese or English, or by its path; what
 * there can be several of has a number behind it ({@code 评估维度 2}); {@code *} marks what is needed and says nothing. A column whose
 * name begins with {@code #} is a remark.
 */
final class CsvColumns {
    /** So many of each list are in the file to begin with; whoever has more adds columns. */
    private static final int REPEATED = 4;

    private static final int MOST_NAMED = 20;
    private static final Pattern NUMBERED = Pattern.compile("(.+?)\\s*(\\d{1,3})");
    private static final Pattern PATH_INDEX = Pattern.compile("/(\\d{1,3}|\\*)(?=/|$)");

    private final List<@Nullable String> pointers;

    private CsvColumns(List<@Nullable String> pointers) {
        this.pointers = pointers;
    }

    /** @throws Failure {@link FailureCode#BAD_REQUEST} with the {@code columns} that name no field, or the same one twice */
    static CsvColumns of(RecordShape shape, List<String> header) {
        Map<String, String> paths = paths(shape);
        List<@Nullable String> pointers = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String cell : header) {
            String name = cell.strip().replaceAll("[*＊]+$", "").strip();
            boolean remark = name.isEmpty() || name.startsWith("#") || name.startsWith("＃");
            String pointer = remark ? null : pointer(name, paths);
            if (!remark && (pointer == null || !seen.add(pointer))) {
                unknown.add(name.substring(0, Math.min(name.length(), 60)));
            }
            pointers.add(pointer);
        }
        if (!unknown.isEmpty() || seen.isEmpty()) {
            throw new Failure(
                    FailureCode.BAD_REQUEST,
                    Map.of(
                            "member",
                            "header",
                            "columns",
                            unknown.stream().limit(MOST_NAMED).toList()));
        }
        return new CsvColumns(pointers);
    }

    private static @Nullable String pointer(String name, Map<String, String> paths) {
        String path = paths.get(key(name));
        if (path != null) {
            return path.replace("*", "0");
        }
        Matcher numbered = NUMBERED.matcher(name);
        String repeated = numbered.matches() ? paths.get(key(numbered.group(1))) : null;
        if (repeated != null && repeated.contains("*")) {
            return repeated.replaceFirst("\\*", numbered.group(2)).replace("*", "0");
        }
        String slashed = "/" + name.replace('.', '/').replaceFirst("^/", "");
        String known = paths.get(PATH_INDEX.matcher(slashed).replaceAll("/*"));
        return known == null ? null : slashed.replace("*", "0");
    }

    private static String key(String name) {
        return name.replace('（', '(').replace('）', ')').replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
    }

    /** What names a column: its path, and its labels unless another field has the same. */
    private static Map<String, String> paths(RecordShape shape) {
        Map<String, String> paths = new HashMap<>();
        Set<String> twice = new HashSet<>();
        columns(shape.root()).forEach(part -> {
            paths.put(part.path(), part.path());
            for (boolean chinese : new boolean[] {true, false}) {
                String key = key(part.label(chinese));
                String before = paths.put(key, part.path());
                if (before != null && !before.equals(part.path())) {
                    twice.add(key);
                }
            }
        });
        twice.forEach(paths::remove);
        return paths;
    }

    private static Stream<Part> columns(Part part) {
        if (part instanceof Group group) {
            return group.parts().stream().flatMap(CsvColumns::columns);
        }
        return part instanceof Rows rows ? columns(rows.element()) : Stream.of(part);
    }

    /**
     * A column that a person may fill in.
     *
     * @param name with {@code *} where it must be
     * @param leaf what is in one cell of it; {@code lines}: or in each line of a cell
     * @param again whether it is there once more for a further row of a list
     */
    record Column(String name, boolean required, Leaf leaf, boolean lines, boolean again) {}

    /** The columns that a file to begin with has. */
    static List<Column> columns(RecordShape shape, boolean chinese) {
        List<Column> columns = new ArrayList<>();
        add(shape.root(), true, 0, columns, new Naming(chinese, paths(shape)));
        return columns;
    }

    private record Naming(boolean chinese, Map<String, String> paths) {
        String name(Part part, int number) {
            String label = part.label(chinese);
            return paths.containsKey(key(label))
                    ? label + (number == 0 ? "" : " " + number)
                    : part.path().replaceFirst("\\*", String.valueOf(number));
        }
    }

    private static void add(Part part, boolean needed, int number, List<Column> columns, Naming naming) {
        boolean required = needed && part.required();
        if (part instanceof Group group) {
            group.parts().forEach(member -> add(member, required, number, columns, naming));
        } else if (part instanceof Rows rows) {
            for (int i = 1; i <= Math.min(rows.max(), REPEATED); i++) {
                add(rows.element(), required && i == 1, i, columns, naming);
            }
        } else if (!RecordShape.KNOWN.contains(part.path())) {
            boolean lines = part instanceof Lines;
            Leaf leaf = part instanceof Lines list ? list.element() : (Leaf) part;
            String name = naming.name(part, number) + (required ? "*" : "");
            columns.add(new Column(name, required, leaf, lines, number > 1));
        }
    }

    /**
     * The texts of one row under their pointers.
     *
     * @param given what stands where the row says nothing
     * @return null for a row in which nothing stands
     */
    @Nullable NavigableMap<String, String> texts(List<String> row, Map<String, String> given) {
        NavigableMap<String, String> texts = new TreeMap<>(given);
        boolean blank = true;
        for (int i = 0; i < row.size(); i++) {
            String pointer = i < pointers.size() ? pointers.get(i) : null;
            if (pointer != null && !row.get(i).isBlank()) {
                texts.put(pointer, row.get(i));
                blank = false;
            }
        }
        return blank ? null : texts;
    }

    /** Whether there is something in a row to the right of the last named column, so that something may have slipped. */
    boolean isTooLong(List<String> row) {
        return row.size() > pointers.size()
                && row.subList(pointers.size(), row.size()).stream().anyMatch(cell -> !cell.isBlank());
    }
}
