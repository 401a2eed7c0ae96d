package org.shuqiao.routes.steps;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CellTable;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Suppression;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.failures.ReasonCode;

/** The step on the payload that asks whether what was suppressed in its tables stays suppressed, and may be missing at all. */
final class SuppressedCells {
    private SuppressedCells() {}

    /** Null for a dataset without tables. */
    static @Nullable Step step(PlatformPayload payload) {
        Desensitised values = payload.record().values();
        List<CellTable> tables = values.dataset().tables();
        if (tables.isEmpty()) {
            return null;
        }
        Suppression suppression = values.suppression();
        boolean fits = !suppression.isBelowSmallest()
                && !(suppression.rule().blocks() && suppression.isAny())
                && tables.stream()
                        .allMatch(table -> stays(table, suppression.tables().get(table.path()), payload));
        return new Step("small_cells", suppression.tables(), suppression.rule(), fits ? null : ReasonCode.SMALL_CELLS);
    }

    /** As many cells as were suppressed say so, and tell nothing; no more than the others tell anything. */
    private static boolean stays(CellTable table, Suppression.@Nullable Cells cells, PlatformPayload payload) {
        List<Span> spans = payload.mapped().spans();
        Set<String> marked = elements(spans, table, true);
        Set<String> telling = elements(spans, table, false);
        boolean silent = telling.isEmpty() && marked.isEmpty();
        return silent
                || (cells != null
                        && marked.size() == cells.suppressed()
                        && telling.size() <= cells.all() - cells.suppressed()
                        && marked.stream().noneMatch(telling::contains));
    }

    private static Set<String> elements(List<Span> spans, CellTable table, boolean marks) {
        return spans.stream()
                .filter(span -> span.origins().stream()
                        .anyMatch(
                                origin -> marks ? origin.path().equals(table.markPath()) : table.hides(origin.path())))
                .map(span -> element(span.targetPath()))
                .collect(Collectors.toSet());
    }

    /** The part of a pointer up to its last array index, which is the cell. */
    private static String element(String pointer) {
        int end = pointer.length();
        while (end > 0) {
            int slash = pointer.lastIndexOf('/', end - 1);
            if (pointer.substring(slash + 1, end).chars().allMatch(c -> c >= '0' && c <= '9')) {
                return pointer.substring(0, end);
            }
            end = slash;
        }
        return "";
    }
}
