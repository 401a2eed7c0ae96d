package org.shuqiao.mappings.masking;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/** Professional titles (职称) and their grades, as the series of 人力资源社会保障部 name them. */
final class JobTitles {

    private static final Map<String, String> GRADES = load();

    private JobTitles() {}

    private static Map<String, String> load() {
        Map<String, String> grades = new HashMap<>();
        for (Map.Entry<String, JsonNode> grade :
                Resources.json("masking/titles.json").properties()) {
            grades.put(grade.getKey(), grade.getKey());
            grade.getValue().forEach(title -> grades.put(title.stringValue(), grade.getKey()));
        }
        return grades;
    }

    /** The grade of a title, or null for one that is not known: a rare title names its holder. */
    static @Nullable String grade(String title) {
        return GRADES.get(title.strip());
    }

    static Set<String> grades() {
        return new TreeSet<>(GRADES.values());
    }
}
