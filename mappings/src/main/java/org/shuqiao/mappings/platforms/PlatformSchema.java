package org.shuqiao.mappings.platforms;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;

/** A JSON Schema (2020-12) that editors complete by and the loader checks by, so that a typo is told with its line. */
final class PlatformSchema {

    static final String DESCRIPTOR = "platforms/descriptor.schema.json";
    static final String MAPPING = "platforms/mapping.schema.json";

    private final Schema schema;

    /** @param resource of the schema */
    PlatformSchema(String resource) {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(new String(Resources.bytes(resource), StandardCharsets.UTF_8));
        schema.initializeValidators();
    }

    /** @throws MappingRefused for the first of the {@link #refusals} */
    void check(YamlFile file) {
        refusals(file).stream().findFirst().ifPresent(refused -> {
            throw refused;
        });
    }

    /** All that is wrong with the shape of a file, from its first line to its last. */
    List<MappingRefused> refusals(YamlFile file) {
        return schema.validate(file.json()).stream()
                .map(error -> refusal(error, file))
                .sorted(Comparator.comparingInt(MappingRefused::line))
                .toList();
    }

    private static MappingRefused refusal(Error error, YamlFile file) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode demanded = error.getSchemaNode();
        return switch (error.getKeyword()) {
            case "required" ->
                new MappingRefused(Reason.MEMBER_MISSING, pointer + "/" + error.getProperty())
                        .at(file.name(), file.line(pointer));
            case "additionalProperties" -> {
                String member = pointer + "/" + error.getProperty();
                yield new MappingRefused(Reason.MEMBER_UNKNOWN, member).at(file.name(), file.line(member));
            }
            case "enum", "const" -> refusal(Reason.NOT_ONE_OF, pointer, demanded, file);
            case "type" -> refusal(Reason.WRONG_TYPE, pointer, demanded, file);
            case "pattern" -> refusal(Reason.WRONG_FORM, pointer, demanded, file);
            case "minimum", "minItems", "minLength", "minProperties" ->
                refusal(Reason.TOO_FEW, pointer, demanded, file);
            case "maximum", "maxItems", "maxLength", "maxProperties" ->
                refusal(Reason.TOO_MANY, pointer, demanded, file);
            default -> new MappingRefused(Reason.MALFORMED, pointer).at(file.name(), file.line(pointer));
        };
    }

    private static MappingRefused refusal(Reason reason, String pointer, JsonNode demanded, YamlFile file) {
        String detail = demanded.isArray()
                ? demanded.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "))
                : demanded.asString();
        return new MappingRefused(reason, pointer, detail).at(file.name(), file.line(pointer));
    }
}
