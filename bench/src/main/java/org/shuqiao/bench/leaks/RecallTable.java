package org.shuqiao.bench.leaks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.bench.leaks.Results.Count;

/** Recall in percent: a line for each disguise, a column for each kind; a dot where a disguise does not fit a kind. */
final class RecallTable {
    private static final int WIDTH = 7;
    private static final int NAME_WIDTH = 17;

    private RecallTable() {}

    static String of(Results results) {
        StringBuilder table = new StringBuilder(padded("", NAME_WIDTH));
        for (SecretKind kind : SecretKind.values()) {
            String label = kind.label();
            table.append(right(label.substring(0, Math.min(WIDTH - 1, label.length()))));
        }
        table.append('\n');
        for (Disguise disguise : Disguise.values()) {
            table.append(padded(disguise.label(), NAME_WIDTH));
            table.append(Arrays.stream(SecretKind.values())
                    .map(kind -> right(percent(
                            results.recall().getOrDefault(kind, Map.of()).get(disguise))))
                    .collect(Collectors.joining()));
            table.append('\n');
        }
        return table.toString();
    }

    private static String percent(@Nullable Count count) {
        if (count == null) {
            return "·";
        }
        return count.found() == count.planted()
                ? "100"
                : String.format(Locale.ROOT, "%.1f", Math.floor(1000 * count.recall()) / 10);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text) {
        return " ".repeat(Math.max(0, WIDTH - text.length())) + text;
    }
}
