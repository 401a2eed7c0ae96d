package org.shuqiao.gateway.console.center;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.FormView.Box;
import org.shuqiao.gateway.console.center.FormView.Node;
import org.shuqiao.gateway.console.center.FormView.Table;
import org.shuqiao.gateway.console.center.Part.Group;
import org.shuqiao.gateway.console.center.Part.Rows;
import org.shuqiao.mappings.Violation;
import tools.jackson.databind.JsonNode;

/** Makes the form of one record, in one language. Used once. */
final class FormBuilder {
    /** Rows of one list that a form has; who has more reports by file. */
    private static final int MOST_ROWS = 30;

    private final RecordShape shape;
    private final Inputs inputs;
    private final boolean chinese;
    private final Map<String, List<String>> errors = new HashMap<>();
    private final Set<String> places = new HashSet<>();
    private final List<Node> wrong = new ArrayList<>();
    private @Nullable String grown;

    FormBuilder(RecordShape shape, CodeTables codes, boolean chinese) {
        this.shape = shape;
        this.inputs = new Inputs(shape, codes, chinese);
        this.chinese = chinese;
    }

    /** @param pointer of the list that gets one more row; null for none */
    FormBuilder withRowAt(@Nullable String pointer) {
        this.grown = pointer;
        return this;
    }

    FormView build(JsonNode record, List<Violation> violations) {
        place(shape.root(), "", record);
        List<String> notes = new ArrayList<>();
        for (Violation violation : violations) {
            String text = chinese ? violation.zh() : violation.en();
            String place = placeOf(violation.pointer());
            if (place == null) {
                notes.add(violation.pointer().isEmpty() ? text : violation.pointer() + (chinese ? "：" : ": ") + text);
            } else {
                errors.computeIfAbsent(place, at -> new ArrayList<>()).add(text);
            }
        }
        List<Node> needed = new ArrayList<>();
        List<Node> optional = new ArrayList<>();
        for (Part part : shape.root().parts()) {
            if (!RecordShape.KNOWN.contains(part.path())) {
                (part.required() ? needed : optional).add(node(part, "", record));
            }
        }
        return new FormView(needed, optional, notes, List.copyOf(wrong));
    }

    /** The nearest place of the form at or above a pointer. */
    private @Nullable String placeOf(String pointer) {
        String place = pointer;
        while (!place.isEmpty()) {
            if (places.contains(place)) {
                return place;
            }
            place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
        }
        return null;
    }

    private void place(Part part, String pointer, JsonNode value) {
        if (RecordShape.KNOWN.contains(part.path())) {
            return;
        }
        if (!pointer.isEmpty()) {
            places.add(pointer);
        }
        if (part instanceof Group group) {
            group.parts().forEach(member -> place(member, pointer + "/" + member.name(), value.path(member.name())));
        } else if (part instanceof Rows rows) {
            for (int i = 0; i < count(rows, pointer, value); i++) {
                place(rows.element(), pointer + "/" + i, value.path(i));
            }
        }
    }

    private int count(Rows rows, String pointer, JsonNode value) {
        int least = rows.required() ? 1 : 0;
        int more = pointer.equals(grown) ? value.size() + 1 : value.size();
        return Math.min(Math.max(more, least), Math.max(value.size(), Math.min(rows.max(), MOST_ROWS)));
    }

    private Node node(Part part, String above, JsonNode object) {
        String pointer = above + "/" + part.name();
        JsonNode value = object.path(part.name());
        if (part instanceof Group group) {
            return box(group, pointer, value, group.required());
        }
        return part instanceof Rows rows
                ? table(rows, pointer, value)
                : noted(inputs.input(part, pointer, value, errorsAt(pointer)));
    }

    private Box box(Group group, String pointer, JsonNode value, boolean required) {
        List<Node> nodes = group.parts().stream()
                .map(member -> node(member, pointer, value))
                .toList();
        return noted(new Box(pointer, group.label(chinese), required, nodes, errorsAt(pointer)));
    }

    private Table table(Rows rows, String pointer, JsonNode value) {
        int count = count(rows, pointer, value);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boxes.add(box(rows.element(), pointer + "/" + i, value.path(i), true));
        }
        boolean full = count >= Math.min(rows.max(), MOST_ROWS);
        return noted(new Table(pointer, rows.label(chinese), rows.required(), boxes, full, errorsAt(pointer)));
    }

    private <N extends Node> N noted(N node) {
        if (!node.errors().isEmpty()) {
            wrong.add(node);
        }
        return node;
    }

    private List<String> errorsAt(String pointer) {
        return List.copyOf(errors.getOrDefault(pointer, List.of()));
    }
}
