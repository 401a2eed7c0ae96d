package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.MalformedRecord.Code;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class DatasetTest {

    static Stream<Dataset> datasets() {
        return Fixtures.DATASETS.all().stream();
    }

    static Stream<Arguments> samples() {
        return datasets().flatMap(dataset -> dataset.samples().stream()
                .map(sample -> Arguments.of(dataset, sample.name(), sample.bytes())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void acceptsSample(Dataset dataset, String name, byte[] body) {
        CanonicalRecord record = dataset.read(body);
        assertThat(record.dataset()).isEqualTo(dataset.id());
        assertThat(record.centerId())
                .isIn("91370212MA3C000039", "91500000MA5U000036", "91140100MA0GT0018F", "91360100MA35H0018M");
        assertThat(record.region()).startsWith(record.centerId().substring(2, 4));
        assertThat(record.version()).isEqualTo(1);
        assertThat(record.schemaVersion()).isEqualTo(dataset.schemaVersion());
        assertThat(dataset.reread(body).json()).isEqualTo(record.json());
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void fieldTableAndSchemaCoverEachOther(Dataset dataset) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        leaves(Resources.JSON.readTree(dataset.schema()), "", leaves);
        assertThat(dataset.fields().keySet()).containsExactlyElementsOf(leaves.keySet());
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void enumerationsAreTheCodeTables(Dataset dataset) {
        Map<String, JsonNode> leaves = new LinkedHashMap<>();
        leaves(Resources.JSON.readTree(dataset.schema()), "", leaves);
        leaves.forEach((path, schema) -> {
            String table = dataset.field(path).orElseThrow().table();
            List<String> codes = new ArrayList<>();
            schema.path("enum").forEach(code -> codes.add(code.stringValue()));
            if (table != null) {
                assertThat(codes)
                        .containsExactlyElementsOf(CodeTable.load(table).codes());
            } else {
                assertThat(path.equals("/schema_version") || codes.isEmpty()).isTrue();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void schemaDeclaresItsDraftAndClosesEveryObject(Dataset dataset) {
        JsonNode schema = Resources.JSON.readTree(dataset.schema());
        assertThat(schema.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(dataset.schema()).doesNotContain("\"pattern\"");
        assertThat(schema.findParents("properties")).allSatisfy(object -> assertThat(
                        object.path("additionalProperties").asBoolean(true))
                .isFalse());
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyFieldHasItsLabelInBothLanguages(Dataset dataset) {
        assertThat(dataset.fields().values()).allSatisfy(field -> {
            assertThat(field.zh().codePoints()).anyMatch(Character::isIdeographic);
            assertThat(field.en()).isNotBlank().isPrintable().isASCII();
        });
    }

    @ParameterizedTest
    @MethodSource("datasets")
    void everyCrossFieldRuleHasItsMessage(Dataset dataset) {
        Messages messages = new Messages();
        for (JsonNode rule : Resources.json("datasets/" + dataset.id() + "/rules.json")) {
            Violation violation = messages.violation("", rule.path("rule").stringValue(), "");
            assertThat(violation.zh()).isNotBlank();
            assertThat(violation.en()).isNotBlank();
        }
    }

    private static void leaves(JsonNode schema, String path, Map<String, JsonNode> leaves) {
        if (schema.has("properties")) {
            schema.path("properties")
                    .properties()
                    .forEach(member -> leaves(member.getValue(), path + "/" + member.getKey(), leaves));
        } else if (schema.has("items")) {
            leaves(schema.path("items"), path + "/*", leaves);
        } else {
            leaves.put(path, schema);
        }
    }

    @Test
    void boundsOfTheLevelBelongToTheHigherLevel() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.DIAGNOSIS, "injection-molding");
        record.put("total_score", 60).put("level", 3);
        assertThat(Fixtures.DIAGNOSIS.read(Fixtures.bytes(record))).isNotNull();
    }

    @Test
    void reportsEveryViolationAtOnceWithoutAnyValue() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        List<String> secrets = List.of("91370212MA3C00003A", "26660138000", "机密标题", "370299", "X9-secret");
        record.put("center_id", secrets.get(0))
                .put("title", secrets.get(2).repeat(30))
                .put("region", secrets.get(3));
        DatasetViolationsTest.contact(record).put("mobile", secrets.get(1)).put("email", secrets.get(4));
        record.put("status", secrets.get(4)).put("purpose", "x").put("extra", secrets.get(4));
        List<Violation> violations = DatasetViolationsTest.violations(Fixtures.ACTIVITY, record);
        assertThat(violations).hasSize(8);
        assertThat(violations.toString()).doesNotContain(secrets);
    }

    @Test
    void doesNotRepeatASecretThatStandsWhereANameShould() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        record.put("13800138000", 1).put("张伟 电话", 2);
        assertThat(DatasetViolationsTest.violations(Fixtures.ACTIVITY, record))
                .extracting(Violation::pointer)
                .containsExactly("", "");
    }

    @Test
    void countsTextInCodePointsAfterTrimming() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        record.put("title", " \u3000" + "𠮷".repeat(100) + "\u3000 ");
        assertThat(Fixtures.ACTIVITY.read(Fixtures.bytes(record))).isNotNull();
        record.put("title", "𠮷".repeat(101));
        assertThat(DatasetViolationsTest.violations(Fixtures.ACTIVITY, record))
                .extracting(Violation::rule)
                .containsExactly("TOO_LONG");
    }

    @Test
    void keepsNotAnsweredApartFromZero() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.DIAGNOSIS, "injection-molding");
        DatasetViolationsTest.enterprise(record)
                .putNull("revenue")
                .put("output", 0)
                .remove("energy");
        JsonNode read = Fixtures.DIAGNOSIS.read(Fixtures.bytes(record)).json().path("enterprise");
        assertThat(read.path("revenue").isNull()).isTrue();
        assertThat(read.path("output").intValue()).isZero();
        assertThat(read.path("energy").isMissingNode()).isTrue();
    }

    @Test
    void listsNoMoreViolationsThanTheLimit() {
        StringBuilder body = new StringBuilder("{\"a\":0");
        for (int i = 0; i < 40_000; i++) {
            body.append(",\"f").append(i).append("\":0");
        }
        byte[] hostile = Fixtures.bytes(body.append('}').toString());
        InvalidRecord refused = ProcessorTime.within(
                Duration.ofSeconds(5),
                () -> catchThrowableOfType(InvalidRecord.class, () -> Fixtures.ACTIVITY.read(hostile)));
        assertThat(refused.violations()).hasSize(RecordLimits.VIOLATIONS + 1);
        assertThat(refused.violations().get(RecordLimits.VIOLATIONS).rule()).isEqualTo("TOO_MANY_VIOLATIONS");
    }

    @Test
    void refusesHugeListsInBoundedTime() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        ArrayNode ids = record.putArray("evidence_ids");
        for (int i = 0; i < 45_000; i++) {
            ids.add("ZM-" + i);
        }
        assertThat(ProcessorTime.within(
                        Duration.ofSeconds(5), () -> DatasetViolationsTest.violations(Fixtures.ACTIVITY, record)))
                .extracting(Violation::rule)
                .containsExactly("TOO_MANY_ITEMS");
    }

    @Test
    void rereadRefusesWhatWasNeverValidated() {
        MalformedRecord refused = catchThrowableOfType(
                MalformedRecord.class, () -> Fixtures.ACTIVITY.reread(Fixtures.bytes("{\"record_id\":\"x\"}")));
        assertThat(refused.code()).isEqualTo(Code.NO_ENVELOPE);
    }
}
