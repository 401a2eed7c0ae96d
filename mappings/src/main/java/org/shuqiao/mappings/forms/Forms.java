package org.shuqiao.mappings.forms;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

/** The forms this gateway knows. Thread-safe. */
public final class Forms {

    private final Map<String, Form> forms = new LinkedHashMap<>();

    private Forms() {}

    /** Loads every form named in {@code forms/index.json}. */
    public static Forms load() {
        Forms loaded = new Forms();
        for (JsonNode id : Resources.json("forms/index.json")) {
            loaded.forms.put(id.stringValue(), FormReader.read(Resources.json("forms/" + id.stringValue() + ".json")));
        }
        return loaded;
    }

    /** The form of this id; null where there is none. */
    public @Nullable Form find(String id) {
        return forms.get(id);
    }

    public Collection<Form> all() {
        return Collections.unmodifiableCollection(forms.values());
    }
}
