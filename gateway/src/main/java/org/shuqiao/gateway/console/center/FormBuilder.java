package org.shuqiao.gateway.console.center;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.FormView.Box;
import org.shuqiao.gateway.console.center.FormView.Input;
import org.shuqiao.gateway.console.center.FormView.Node;
import org.shuqiao.gateway.console.center.FormView.Table;
import org.shuqiao.gateway.console.center.Part.Group;
import org.shuqiao.gateway.console.center.Part.Leaf;
import org.shuqiao.gateway.console.center.Part.Lines;
import org.shuqiao.gateway.console.center.Part.Rows;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Violation;
import tools.jackson.databind.JsonNode;

/** Makes the form of one record, in one language. Used once. */
final class FormBuilder {
    /** Rows of one list that a form has; who has more reports by file. */
    private static final int MOST_ROWS = 30;

    private static final int LONG_TEXT = 120;
    private static final Set<FieldKind> HINTED = Set.of(
            FieldKind.USCI,
            FieldKind.ID_CARD,
            FieldKind.MOBILE,
            FieldKind.PHONE,
            FieldKind.IDENTIFIER,
            FieldKind.PERIOD,
            FieldKind.REGION,
            FieldKind.INDUSTRY);

    private final RecordShape shape;
    private final CodeTables codes;
    private final boolean chinese;
    private final Map<String, List<String>> errors = new HashMap<>();
    private final Set<String> places = new HashSet<>();
    private final List<Node> wrong = new ArrayList<>();
    private @Nullable String grown;

    FormBuilder(RecordShape shape, CodeTables codes, boolean chinese) {
        this.shape = shape;
        this.codes = codes;
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
                notes.add(violation.pointer().isEmpty() ? text : violation.pointer() + "：" + text);
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
        return part instanceof Rows rows ? table(rows, pointer, value) : noted(input(part, pointer, value));
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

    private Input input(Part part, String pointer, JsonNode value) {
        Leaf leaf = part instanceof Lines lines ? lines.element() : (Leaf) part;
        String text = part instanceof Lines
                ? String.join("\n", value.valueStream().map(RecordWriter::text).toList())
                : value.isMissingNode() || value.isNull() ? "" : RecordWriter.text(value);
        String type = part instanceof Lines ? "area" : type(leaf, text);
        boolean isText = type.equals("text") || type.equals("area");
        return new Input(
                pointer,
                chinese ? leaf.field().zh() : leaf.field().en(),
                part.required(),
                type,
                type.equals("datetime-local") ? text.replace("+08:00", "") : text,
                codes.options(leaf, chinese),
                list(leaf),
                part instanceof Lines ? "LINES" : hint(leaf),
                isText ? leaf.maxLength() : 0,
                errorsAt(pointer));
    }

    /** Name of the codes, or of the consents that the center has, from which the value can be picked. */
    private @Nullable String list(Leaf leaf) {
        if (shape.dataset()
                .consentRule()
                .filter(rule -> rule.consent().equals(leaf.path()))
                .isPresent()) {
            return "consents";
        }
        return switch (leaf.field().kind()) {
            case REGION -> "region";
            case INDUSTRY -> "industry";
            default -> null;
        };
    }

    /** Name of the kind of text that is wanted; null where the label says it. */
    static @Nullable String hint(Leaf leaf) {
        FieldKind kind = leaf.field().kind();
        return HINTED.contains(kind) ? kind.name() : null;
    }

    /** What stands there and is none of its type stays to be seen, as text. */
    private static String type(Leaf leaf, String text) {
        if (leaf.schema().has("enum")) {
            return "select";
        }
        if (leaf.hasType("boolean")) {
            return "truth";
        }
        if (leaf.hasType("integer") || leaf.hasType("number")) {
            return "number";
        }
        return switch (leaf.field().kind()) {
            case DATE -> fits(text, "\\d{4}-\\d{2}-\\d{2}", "date");
            case DATE_TIME -> fits(text, "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\+08:00", "datetime-local");
            case MONTH -> fits(text, "\\d{4}-\\d{2}", "month");
            default -> leaf.maxLength() > LONG_TEXT ? "area" : "text";
        };
    }

    private static String fits(String text, String form, String type) {
        return text.isEmpty() || text.matches(form) ? type : "text";
    }
}
