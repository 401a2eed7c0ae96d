package org.shuqiao.gateway.console.center;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.Part.Leaf;
import org.shuqiao.mappings.CodeTable;
import org.shuqiao.mappings.FieldKind;
import tools.jackson.databind.JsonNode;

/** Codes that people know by their labels. Thread-safe. */
final class CodeTables {
    private final Map<String, CodeTable> tables = new ConcurrentHashMap<>();

    /** One code, with what people call it. */
    record Option(String code, String label) {}

    /** The codes that a field may have, in the order of its schema; none where it may have more than these. */
    List<Option> options(Leaf leaf, boolean chinese) {
        return leaf.schema()
                .path("enum")
                .valueStream()
                .map(JsonNode::asString)
                .map(code -> new Option(code, label(leaf, code, chinese)))
                .toList();
    }

    /** Codes of a table that a person may pick from, though others are possible. */
    List<Option> suggestions(FieldKind kind, boolean chinese) {
        String id = kind == FieldKind.REGION ? "region" : kind == FieldKind.INDUSTRY ? "industry" : null;
        if (id == null) {
            return List.of();
        }
        CodeTable table = table(id);
        return table.codes().stream()
                .map(code -> new Option(code, label(table, code, chinese)))
                .toList();
    }

    /** What a value of a record is called: the label of a code of a table, the value itself otherwise. */
    String word(Leaf leaf, String value, boolean chinese) {
        FieldKind kind = leaf.field().kind();
        if (kind == FieldKind.REGION || kind == FieldKind.INDUSTRY) {
            return label(table(kind == FieldKind.REGION ? "region" : "industry"), value, chinese);
        }
        return label(leaf, value, chinese);
    }

    private String label(Leaf leaf, String code, boolean chinese) {
        String table = leaf.field().table();
        return table == null ? code : label(table(table), code, chinese);
    }

    private static String label(CodeTable table, String code, boolean chinese) {
        CodeTable.Entry entry = table.entry(code);
        if (entry == null) {
            return code;
        }
        return chinese ? entry.zh() : entry.en();
    }

    /** The code that a text means: itself, or that of its label in either language; null where it means none. */
    @Nullable String code(Leaf leaf, String text) {
        for (JsonNode code : leaf.schema().path("enum")) {
            String candidate = code.asString();
            if (candidate.equals(text)
                    || label(leaf, candidate, true).equals(text)
                    || label(leaf, candidate, false).equalsIgnoreCase(text)) {
                return candidate;
            }
        }
        return null;
    }

    private CodeTable table(String id) {
        return Objects.requireNonNull(tables.computeIfAbsent(id, CodeTable::load));
    }
}
