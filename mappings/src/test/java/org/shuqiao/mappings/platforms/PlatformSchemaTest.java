package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.mappings.Act;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.JsonNode;

class PlatformSchemaTest {

    private static final PlatformSchema DESCRIPTOR = new PlatformSchema(PlatformSchema.DESCRIPTOR);
    private static final PlatformSchema MAPPING = new PlatformSchema(PlatformSchema.MAPPING);
    private static final JsonNode SCHEMA = Resources.json(PlatformSchema.DESCRIPTOR);

    /** One change to a file that is right otherwise, and what is said of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "audience: public | audiance: public | MEMBER_MISSING | /audience",
                "audience: public | audience: everybody | NOT_ONE_OF | /audience",
                "redelivery: idempotent | `redelivery: idempotent\nretries: 3` | MEMBER_UNKNOWN | /retries",
                "maxInFlight: 32 | maxInFlight: many | WRONG_TYPE | /limits/maxInFlight",
                "maxInFlight: 32 | maxInFlight: 0 | TOO_FEW | /limits/maxInFlight",
                "family: A | family: D | MEMBER_MISSING | /call/version",
                "family: A | family: Z | NOT_ONE_OF | /call/family",
                "kind: http | kind: http, maxRows: 5 | MEMBER_UNKNOWN | /transport/maxRows",
                "classCeilings: [G] | classCeilings: [] | TOO_FEW | /datasets/activity/classCeilings",
                "id: qingdao | id: Qingdao | WRONG_FORM | /id",
                "`\"400\": SCHEMA` | `\"oops\": SCHEMA` | MALFORMED | /results/httpStatus"
            })
    void aTypoIsToldWithItsLine(String part, String wrong, String rule, String path) {
        String yaml = new String(Resources.bytes("platforms/qingdao/descriptor.yaml"), StandardCharsets.UTF_8);
        int at = yaml.indexOf(part);
        String changedYaml = yaml.substring(0, at) + wrong + yaml.substring(at + part.length());
        YamlFile file = YamlFile.read("qingdao/descriptor.yaml", changedYaml.getBytes(StandardCharsets.UTF_8));
        int changed =
                1 + (int) yaml.substring(0, at).chars().filter(c -> c == '\n').count();

        List<Finding> findings = DESCRIPTOR.refusals(file).stream()
                .map(new MappingWords()::finding)
                .toList();

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.path()).isEqualTo(path);
            assertThat(finding.line()).isBetween(rule.equals("MEMBER_MISSING") ? 1 : changed, changed + 1);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "contentType: application/json | contentType: text/xml | NOT_ONE_OF | /contentType",
                "{table: HDLX} | {tabel: HDLX} | MEMBER_UNKNOWN | /fields/1/convert/0/tabel",
                "{table: HDLX} | {table: HDLX, date: yyyy} | TOO_MANY | /fields/1/convert/0",
                "from: /title | form: /title | MEMBER_UNKNOWN | /fields/0/form",
                "from: /title | from: title | WRONG_FORM | /fields/0/from",
                "version: 1.0.0 | version: 1.0 | WRONG_TYPE | /version"
            })
    void aTypoInAMappingIsToldToo(String part, String wrong, String rule, String path) {
        String yaml = new String(Resources.bytes("platforms/qingdao/activity.mapping.yaml"), StandardCharsets.UTF_8);
        assertThat(yaml).contains(part);
        YamlFile file = YamlFile.read("m.yaml", yaml.replace(part, wrong).getBytes(StandardCharsets.UTF_8));

        assertThat(MAPPING.refusals(file)).anySatisfy(refused -> {
            assertThat(refused.reason()).hasToString(rule);
            assertThat(refused.path()).isEqualTo(path);
            assertThat(refused.line()).isGreaterThan(1);
        });
    }

    @Test
    void theSchemaKnowsExactlyTheMembersOfTheRecords() {
        assertSameMembers(PlatformDescriptor.class, SCHEMA, "");
    }

    private static void assertSameMembers(Class<?> record, JsonNode schema, String where) {
        List<String> members = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            members.add(component.getName());
            assertFits(
                    component.getGenericType(),
                    schema.path("properties").path(component.getName()),
                    where + "/" + component.getName());
        }
        Set<String> known = new TreeSet<>(schema.path("properties").propertyNames());
        known.removeIf(name -> schema.path("properties").path(name).has("const") && !members.contains(name));
        assertThat(known).as("members at %s", where).containsExactlyInAnyOrderElementsOf(members);
        Set<String> required = schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toCollection(TreeSet::new));
        members.removeIf(name -> schema.path("properties").path(name).has("default"));
        assertThat(required).as("required at %s", where).containsAll(members);
    }

    private static void assertFits(Type type, JsonNode schema, String where) {
        assertThat(schema.isMissingNode()).as("schema of %s", where).isFalse();
        JsonNode resolved =
                schema.has("$ref") ? SCHEMA.at(schema.path("$ref").stringValue().substring(1)) : schema;
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (raw == Optional.class) {
                assertThat(resolved.path("type").toString()).as(where).contains("null");
                assertFits(last, resolved, where);
            } else if (raw == Map.class) {
                if (resolved.path("additionalProperties").isObject()) {
                    assertFits(last, resolved.path("additionalProperties"), where + "/*");
                }
            } else if (Collection.class.isAssignableFrom(raw)) {
                assertFits(last, resolved.path("items"), where + "/*");
            }
        } else if (type instanceof Class<?> plain) {
            assertFitsClass(plain, resolved, where);
        }
    }

    private static void assertFitsClass(Class<?> type, JsonNode schema, String where) {
        if (type.isRecord()) {
            assertSameMembers(type, schema, where);
        } else if (type.isEnum()) {
            Set<String> words = Arrays.stream(type.getEnumConstants())
                    .map(constant -> word(type, (Enum<?>) constant))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(schema.path("enum").valueStream().map(JsonNode::asString))
                    .as("words of %s", where)
                    .containsExactlyInAnyOrderElementsOf(words);
        } else if (type.isAnnotationPresent(JsonSubTypes.class)) {
            String tag = type.getAnnotation(JsonTypeInfo.class).property();
            List<String> variants = new ArrayList<>();
            for (JsonSubTypes.Type variant :
                    type.getAnnotation(JsonSubTypes.class).value()) {
                variants.add(variant.name());
                JsonNode closed = SCHEMA.path("$defs").path(tag + "-" + variant.name());
                assertSameMembers(variant.value(), closed, where + "(" + variant.name() + ")");
            }
            assertThat(schema.path("properties")
                            .path(tag)
                            .path("enum")
                            .valueStream()
                            .map(JsonNode::asString))
                    .as("variants of %s", where)
                    .containsExactlyInAnyOrderElementsOf(variants);
        }
    }

    private static String word(Class<?> type, Enum<?> constant) {
        if (type == Act.class) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        try {
            JsonProperty named = type.getField(constant.name()).getAnnotation(JsonProperty.class);
            return named == null ? constant.name() : named.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
