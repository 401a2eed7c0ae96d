package org.shuqiao.mappings.agreements;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.ViolationList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema (2020-12) of agreements, profile {@code cdg-1}, with the validator's errors said in our rules. */
final class AgreementSchema {
    private final Schema schema;

    AgreementSchema() {
        String source = new String(Resources.bytes("agreements/cdg-1.schema.json"), StandardCharsets.UTF_8);
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(source);
        schema.initializeValidators();
    }

    void check(ObjectNode agreement, ViolationList violations) {
        for (Error error : schema.validate(agreement)) {
            String pointer = error.getInstanceLocation().toString();
            JsonNode demanded = error.getSchemaNode();
            String limit = demanded == null || demanded.isContainer() ? "" : demanded.asString();
            switch (error.getKeyword()) {
                case "required" -> violations.add(pointer + "/" + error.getProperty(), "REQUIRED");
                case "additionalProperties" -> violations.add(pointer + key(error.getProperty()), "UNKNOWN_KEY");
                case "type" -> violations.add(pointer, "TYPE", limit);
                case "enum" -> violations.add(pointer, "NOT_A_TERM", terms(demanded));
                case "pattern" -> violations.add(pointer, "FORM");
                case "maxLength" -> violations.add(pointer, "TOO_LONG", limit);
                case "minLength" -> violations.add(pointer, "TOO_SHORT", limit);
                case "minimum" -> violations.add(pointer, "BELOW_MINIMUM", limit);
                case "maximum" -> violations.add(pointer, "ABOVE_MAXIMUM", limit);
                case "maxItems" -> violations.add(pointer, "TOO_MANY_ITEMS", limit);
                case "minItems" -> violations.add(pointer, "TOO_FEW_ITEMS", limit);
                case "minProperties" -> violations.add(pointer, "NAMES_NOTHING");
                case "uniqueItems" -> violations.add(pointer, "DUPLICATE_ITEMS");
                default -> throw new IllegalStateException("no rule for schema keyword " + error.getKeyword());
            }
        }
    }

    /** A name is repeated only where it can be part of a pointer and of a log line. */
    private static String key(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_]{0,63}") ? "/" + name : "";
    }

    private static String terms(@Nullable JsonNode demanded) {
        StringBuilder terms = new StringBuilder();
        if (demanded != null) {
            demanded.forEach(term -> terms.append(terms.isEmpty() ? "" : ", ").append(term.asString()));
        }
        return terms.toString();
    }
}
