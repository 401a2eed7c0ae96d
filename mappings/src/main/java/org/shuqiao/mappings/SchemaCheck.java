package org.shuqiao.mappings;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema (2020-12) of a dataset, with the validator's errors said in our rules. */
final class SchemaCheck {

    /** What only the gateway may say of a record. */
    private static final Set<String> RESERVED = Set.of("agreement_id", "purpose", "class_max");

    private final Schema schema;
    private final PathTree<Field> fields;

    SchemaCheck(String schema, PathTree<Field> fields) {
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        this.schema.initializeValidators();
        this.fields = fields;
    }

    void check(ObjectNode record, ViolationList violations) {
        for (Error error : schema.validate(record)) {
            translate(error, violations);
        }
    }

    private void translate(Error error, ViolationList violations) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode demanded = error.getSchemaNode();
        String limit = demanded == null || demanded.isContainer() ? "" : demanded.asString();
        switch (error.getKeyword()) {
            case "required" -> violations.add(pointer + "/" + error.getProperty(), "REQUIRED");
            case "additionalProperties" -> unknown(pointer, error.getProperty(), violations);
            case "type" -> violations.add(pointer, "TYPE", types(demanded));
            case "enum" -> violations.add(pointer, "NOT_IN_CODE_TABLE");
            case "maxLength", "minLength" -> length(error, pointer, limit, violations);
            case "minimum" -> violations.add(pointer, "BELOW_MINIMUM", limit);
            case "maximum" -> violations.add(pointer, "ABOVE_MAXIMUM", limit);
            case "multipleOf" -> violations.add(pointer, "NOT_A_MULTIPLE", limit);
            case "maxItems" -> violations.add(pointer, "TOO_MANY_ITEMS", limit);
            case "minItems" -> violations.add(pointer, "TOO_FEW_ITEMS", limit);
            case "uniqueItems" -> violations.add(pointer, "DUPLICATE_ITEMS");
            default -> throw new IllegalStateException("no rule for schema keyword " + error.getKeyword());
        }
    }

    private static String types(@Nullable JsonNode demanded) {
        if (demanded == null || !demanded.isArray()) {
            return demanded == null ? "" : demanded.asString();
        }
        StringBuilder types = new StringBuilder();
        demanded.forEach(type -> types.append(types.isEmpty() ? "" : "/").append(type.asString()));
        return types.toString();
    }

    private void unknown(String pointer, String name, ViolationList violations) {
        if (pointer.isEmpty() && RESERVED.contains(name)) {
            violations.add("/" + name, "FIELD_RESERVED");
        } else {
            // A secret may stand where a name should; only what looks like a name is repeated.
            violations.add(looksLikeName(name) ? pointer + "/" + name : pointer, "UNKNOWN_FIELD");
        }
    }

    private static boolean looksLikeName(String name) {
        return !name.isEmpty()
                && Character.isLetter(name.charAt(0))
                && name.chars().allMatch(c -> c == '_' || Ascii.isLower(c) || Ascii.isUpper(c));
    }

    /** The forms' 字数 limits count code points after trimming; kinds with a form of their own say it better. */
    private void length(Error error, String pointer, String limit, ViolationList violations) {
        Field field = field(pointer);
        if (field != null && KindChecks.decidesForm(field.kind())) {
            return;
        }
        if (error.getKeyword().equals("minLength")) {
            violations.add(pointer, "TOO_SHORT", limit);
            return;
        }
        String trimmed = error.getInstanceNode().asString().strip();
        if (trimmed.codePointCount(0, trimmed.length()) > Integer.parseInt(limit)) {
            violations.add(pointer, "TOO_LONG", limit);
        }
    }

    private @Nullable Field field(String pointer) {
        PathTree<Field> node = fields;
        for (String segment : PathTree.segments(pointer)) {
            PathTree<Field> next = node.member(segment);
            node = next != null ? next : node.elements();
            if (node == null) {
                return null;
            }
        }
        return node.value();
    }
}
