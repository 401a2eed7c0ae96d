package org.shuqiao.gateway;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import org.shuqiao.mappings.CodeTable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Values that must stand in no log: Chinese text of two characters or more, and texts as long as a mobile number or longer. */
final class SampleSecrets {
    private static final int SHORTEST_CODE = 11;
    /** A single character is a unit of measure. */
    private static final int SHORTEST_WORD = 2;

    private SampleSecrets() {}

    static Set<String> ofEverySample() {
        Set<String> values = new LinkedHashSet<>();
        for (Dataset dataset : Datasets.load().all()) {
            dataset.samples().forEach(sample -> collect(JsonMapper.shared().readTree(sample.bytes()), values));
        }
        CodeTable.load("scheme").codes().forEach(values::remove);
        return values;
    }

    static void collect(JsonNode node, Set<String> values) {
        if (node.isString()) {
            String text = node.stringValue();
            IntPredicate chinese = Character::isIdeographic;
            if (text.length() >= SHORTEST_CODE
                    || (text.length() >= SHORTEST_WORD && text.codePoints().anyMatch(chinese))) {
                values.add(text);
            }
        }
        node.forEach(child -> collect(child, values));
    }
}
