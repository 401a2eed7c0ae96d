package org.shuqiao.mappings.forms;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A form of a scheme.
 *
 * @param centerTypes types of center that fill it in; none where the scheme knows no types
 * @param source the document and the table in it
 * @param evidenceRequired whether an answer without evidence counts as none
 * @param yearsBeforeFiling how many years before the filing the reporting year lies; null where the source does not say
 * @param indicators by id, in the order of the form
 */
public record Form(
        String id,
        String scheme,
        Set<String> centerTypes,
        String zh,
        String en,
        String source,
        boolean evidenceRequired,
        @Nullable Integer yearsBeforeFiling,
        Map<String, Indicator> indicators) {

    /** In {@link Indicator#asked} the type of center of a scheme that knows no types. */
    static final String NO_TYPE = "";

    /** @param centerType empty for none */
    public boolean isFor(String centerType) {
        return centerTypes.isEmpty() ? centerType.equals(NO_TYPE) : centerTypes.contains(centerType);
    }

    /** What it asks of a type of center, in its order. */
    public List<Indicator> asked(String centerType) {
        return indicators.values().stream()
                .filter(indicator -> indicator.asked().containsKey(centerType))
                .toList();
    }

    /** Where an indicator is asked: the document, the table and the label. */
    public String clause(Indicator indicator) {
        return source + "“" + indicator.zh() + "”";
    }
}
