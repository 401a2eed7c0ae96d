package org.shuqiao.mappings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Codes and their labels, from {@code codes/<id>.json}. */
public final class CodeTable {

    /** @param en the Chinese label where a table has no English one */
    public record Entry(String code, String zh, String en, boolean complete) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public static CodeTable load(String id) {
        CodeTable table = new CodeTable();
        for (JsonNode entry : Resources.json("codes/" + id + ".json").required("entries")) {
            String code = entry.required("code").stringValue();
            boolean complete = entry.path("complete").asBoolean(false);
            String zh = entry.required("zh").stringValue();
            String en = entry.path("en").asString(zh);
            if (table.entries.put(code, new Entry(code, zh, en, complete)) != null) {
                throw new IllegalStateException("code table " + id + " has " + code + " twice");
            }
        }
        return table;
    }

    public @Nullable Entry entry(String code) {
        return entries.get(code);
    }

    boolean has(String code) {
        return entries.containsKey(code);
    }

    public Set<String> codes() {
        return entries.keySet();
    }
}
