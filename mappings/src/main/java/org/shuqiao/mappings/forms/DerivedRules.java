package org.shuqiao.mappings.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/** Which indicators of which forms follow from records, from {@code forms/derived.json}. Thread-safe. */
public final class DerivedRules {
    private final Forms forms = Forms.load();
    private final Map<String, List<DerivedRule>> rules = new LinkedHashMap<>();

    private DerivedRules() {}

    public static DerivedRules load() {
        DerivedRules loaded = new DerivedRules();
        for (Map.Entry<String, JsonNode> entry :
                Resources.json("forms/derived.json").properties()) {
            Form form = loaded.forms.find(entry.getKey());
            if (form == null) {
                throw new IllegalStateException("rules of an unknown form " + entry.getKey());
            }
            List<DerivedRule> ofForm = new ArrayList<>();
            entry.getValue().forEach(rule -> ofForm.add(DerivedRule.read(form, rule)));
            loaded.rules.put(form.id(), List.copyOf(ofForm));
        }
        return loaded;
    }

    /** The form of this id; null where there is none. */
    public @Nullable Form form(String id) {
        return forms.find(id);
    }

    /** In the order of the form; empty where nothing of it follows from records. */
    public List<DerivedRule> of(Form form) {
        return rules.getOrDefault(form.id(), List.of());
    }
}
