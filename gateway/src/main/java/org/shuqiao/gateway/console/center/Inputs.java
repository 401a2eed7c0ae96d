package org.shuqiao.gateway.console.center;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.center.FormView.Input;
import org.shuqiao.gateway.console.center.Part.Leaf;
import org.shuqiao.gateway.console.center.Part.Lines;
import org.shuqiao.mappings.FieldKind;
import tools.jackson.databind.JsonNode;

/** Makes the inputs of a form: what is picked, what is typed, and which kind of text is wanted. */
final class Inputs {
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

    Inputs(RecordShape shape, CodeTables codes, boolean chinese) {
        this.shape = shape;
        this.codes = codes;
        this.chinese = chinese;
    }

    Input input(Part part, String pointer, JsonNode value, List<String> errors) {
        Leaf leaf = part instanceof Lines lines ? lines.element() : (Leaf) part;
        String text = part instanceof Lines
                ? String.join("\n", value.valueStream().map(RecordWriter::text).toList())
                : value.isMissingNode() || value.isNull() ? "" : RecordWriter.text(value);
        String type = part instanceof Lines ? "area" : type(leaf, text);
        return new Input(
                pointer,
                chinese ? leaf.field().zh() : leaf.field().en(),
                part.required(),
                type,
                type.equals("datetime-local") ? text.replace("+08:00", "") : text,
                codes.options(leaf, chinese),
                list(leaf),
                part instanceof Lines ? "LINES" : hint(leaf),
                errors);
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
