package org.shuqiao.bench.leaks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text of a record in which a secret may stand.
 *
 * @param source path in the dataset, {@code *} for elements
 * @param characters that it may have
 * @param next path of the text that stands behind it in a payload; null where none does
 */
record Place(String dataset, String source, int characters, @Nullable String next) {
    static final List<Place> TEXTS = List.of(
            new Place("activity", "/title", 100, "/summary"),
            new Place("activity", "/summary", 2_000, "/venue"),
            new Place("activity", "/venue", 200, null),
            new Place("diagnosis_report", "/systems/*", 100, null),
            new Place("diagnosis_report", "/pain_points", 5_000, "/solution"),
            new Place("diagnosis_report", "/solution", 5_000, null),
            new Place("showcase_item", "/title", 60, "/abstract"),
            new Place("showcase_item", "/abstract", 1_000, null),
            new Place("showcase_item", "/media/*/title", 60, null),
            new Place("demand", "/title", 60, "/need"),
            new Place("demand", "/need", 2_000, null));

    /** JSON pointer of the first such text in a record. */
    static String pointer(String source) {
        return source.replace("*", "0");
    }
}
