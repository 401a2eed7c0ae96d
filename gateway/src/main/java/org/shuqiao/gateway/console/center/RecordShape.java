package org.shuqiao.gateway.console.center;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shuqiao.gateway.console.center.Part.Group;
import org.shuqiao.gateway.console.center.Part.Leaf;
import org.shuqiao.gateway.console.center.Part.Lines;
import org.shuqiao.gateway.console.center.Part.Rows;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Field;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.FieldKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person is asked for a record of one dataset. Immutable. */
final class RecordShape {
    /** What is not asked: who reports is who has signed in, and which structure is written is for the gateway to know. */
    static final Set<String> KNOWN = Set.of("/center_id", "/schema_version");

    private final Dataset dataset;
    private final Group root;
    private final String zh;
    private final String en;

    private RecordShape(Dataset dataset, JsonNode schema) {
        this.dataset = dataset;
        this.root = group("", true, schema, dataset);
        String[] titles = schema.path("title").asString(dataset.id()).split(" / ", 2);
        this.zh = titles[0];
        this.en = titles[titles.length - 1];
    }

    static RecordShape of(Dataset dataset) {
        return new RecordShape(dataset, JsonMapper.shared().readTree(dataset.schema()));
    }

    String id() {
        return dataset.id();
    }

    Dataset dataset() {
        return dataset;
    }

    String label(boolean chinese) {
        return chinese ? zh : en;
    }

    /** Everything, also what is not asked. */
    Group root() {
        return root;
    }

    private static Part part(String path, boolean required, JsonNode schema, Dataset dataset) {
        if (schema.has("properties")) {
            return group(path, required, schema, dataset);
        }
        JsonNode items = schema.path("items");
        if (items.isMissingNode()) {
            return new Leaf(path, required, schema, field(path, dataset));
        }
        String elements = path + "/*";
        return items.has("properties")
                ? new Rows(path, required, schema.path("maxItems").asInt(0), group(elements, true, items, dataset))
                : new Lines(path, required, new Leaf(elements, true, items, field(elements, dataset)));
    }

    private static Group group(String path, boolean required, JsonNode schema, Dataset dataset) {
        Set<String> needed = new HashSet<>();
        schema.path("required").forEach(name -> needed.add(name.asString()));
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : schema.path("properties").properties()) {
            String name = member.getKey();
            parts.add(part(path + "/" + name, needed.contains(name), member.getValue(), dataset));
        }
        return new Group(path, required, List.copyOf(parts));
    }

    /** A member that has no label is called by its name. */
    private static Field field(String path, Dataset dataset) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return dataset.field(path).orElseGet(() -> new Field(path, FieldClass.G, FieldKind.NONE, null, name, name));
    }
}
