package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
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
        assertThat(record.centerId()).isEqualTo("91370212MA3C000039");
        assertThat(record.region()).isEqualTo("370212");
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

    static Stream<Arguments> activityViolations() {
        return Stream.of(
                of("/title", "REQUIRED", r -> r.remove("title")),
                of("/title", "TYPE", r -> r.put("title", 5)),
                of("/title", "TYPE", r -> r.putNull("title")),
                of("/title", "TOO_LONG", r -> r.put("title", "字".repeat(101))),
                of("/title", "TOO_SHORT", r -> r.put("title", "")),
                of("/title", "TEXT_BLANK", r -> r.put("title", " \u3000 ")),
                of("/version", "BELOW_MINIMUM", r -> r.put("version", 0)),
                of("/version", "ABOVE_MAXIMUM", r -> r.put("version", 9007199254740992L)),
                of("/version", "TYPE", r -> r.put("version", new BigDecimal("1.5"))),
                of("/status", "NOT_IN_CODE_TABLE", r -> r.put("status", "done")),
                of("/schema_version", "NOT_IN_CODE_TABLE", r -> r.put("schema_version", "2.0")),
                of("/agreement_id", "FIELD_RESERVED", r -> r.put("agreement_id", "x")),
                of("/purpose", "FIELD_RESERVED", r -> r.put("purpose", "x")),
                of("/class_max", "FIELD_RESERVED", r -> r.put("class_max", "P")),
                of("/remark", "UNKNOWN_FIELD", r -> r.put("remark", "x")),
                of("/served/0/purpose", "UNKNOWN_FIELD", r -> served(r).put("purpose", "x")),
                of("/served/0/region", "REQUIRED", r -> served(r).remove("region")),
                of("/served/0/region", "REGION_UNKNOWN", r -> served(r).put("region", "370299")),
                of("/served/0/usci", "USCI_CHECK_DIGIT", r -> served(r).put("usci", "91370212MA3C000038")),
                of("/center_id", "USCI_FORM", r -> r.put("center_id", "91370212MA3C00003")),
                of("/partner_usci/0", "USCI_FORM", r -> ((ArrayNode) r.path("partner_usci"))
                        .removeAll()
                        .add("x")),
                of("/evidence_ids", "DUPLICATE_ITEMS", r -> ((ArrayNode) r.path("evidence_ids")).add("ZM-2026-0311")),
                of("/record_id", "IDENTIFIER_FORM", r -> r.put("record_id", "../etc")),
                of("/record_id", "IDENTIFIER_FORM", r -> r.put("record_id", "x".repeat(65))),
                of("/period", "PERIOD_FORM", r -> r.put("period", "2026-13")),
                of("/created_at", "DATE_TIME_FORM", r -> r.put("created_at", "2026-04-01T10:00:00Z")),
                of("/created_at", "DATE_TIME_FORM", r -> r.put("created_at", "2026-02-30T10:00:00+08:00")),
                of("/source_hash", "SM3_FORM", r -> r.put("source_hash", "A".repeat(64))),
                of("/contacts/0/mobile", "MOBILE_FORM", r -> contact(r).put("mobile", "12800138000")),
                of("/contacts/0/email", "EMAIL_FORM", r -> contact(r).put("email", "a@b")),
                of("/sign_in_list/0/id_no", "ID_CARD_CHECK_DIGIT", r -> ((ObjectNode)
                                r.path("sign_in_list").get(0))
                        .put("id_no", "110105194912310021")),
                of("/continuous_days", "NOT_A_MULTIPLE", r -> r.put("continuous_days", new BigDecimal("2.25"))),
                of("/end", "END_BEFORE_START", r -> r.put("end", "2026-03-18T08:59:59+08:00")
                        .put("continuous_days", 0)),
                of("/continuous_days", "DAYS_EXCEED_DURATION", r -> r.put("continuous_days", new BigDecimal("3.5"))),
                of("/person_times", "PERSON_TIMES_BELOW_ATTENDEES", r -> r.put("person_times", 127)),
                of("/attendees", "REQUIRED_WHEN_HELD", r -> r.putNull("attendees")),
                of("/person_times", "REQUIRED_WHEN_HELD", r -> r.remove("person_times")),
                of("/created_at", "HELD_BEFORE_END", r -> r.put("created_at", "2026-03-20T11:59:59+08:00")),
                of("/served/4", "SERVED_TWICE", r -> ((ArrayNode) r.path("served"))
                        .add(served(r).deepCopy())));
    }

    private static Arguments of(String pointer, String rule, Consumer<ObjectNode> change) {
        return Arguments.of(pointer, rule, change);
    }

    private static ObjectNode served(ObjectNode record) {
        return (ObjectNode) record.path("served").get(0);
    }

    private static ObjectNode contact(ObjectNode record) {
        return (ObjectNode) record.path("contacts").get(0);
    }

    @ParameterizedTest
    @MethodSource("activityViolations")
    void refusesActivity(String pointer, String rule, Consumer<ObjectNode> change) {
        ObjectNode record = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        change.accept(record);
        assertThat(violations(Fixtures.ACTIVITY, record))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(Tuple.tuple(pointer, rule));
    }

    static Stream<Arguments> diagnosisViolations() {
        return Stream.of(
                of("/enterprise/industry", "INDUSTRY_UNKNOWN", r -> enterprise(r)
                        .put("industry", "A2929")),
                of("/enterprise/industry", "INDUSTRY_UNKNOWN", r -> enterprise(r)
                        .put("industry", "C2902")),
                of("/enterprise/revenue", "BELOW_MINIMUM", r -> enterprise(r).put("revenue", -1)),
                of("/enterprise/revenue", "NOT_A_MULTIPLE", r -> enterprise(r).put("revenue", new BigDecimal("1.005"))),
                of(
                        "/equipment_numeric_rate",
                        "ABOVE_MAXIMUM",
                        r -> r.put("equipment_numeric_rate", new BigDecimal("100.01"))),
                of("/networked_rate", "BELOW_MINIMUM", r -> r.put("networked_rate", -1)),
                of("/reported_on", "DATE_FORM", r -> r.put("reported_on", "2026-02-29")),
                of("/created_at", "CREATED_BEFORE_REPORT", r -> r.put("created_at", "2026-05-17T23:59:59+08:00")),
                of("/domain_scores/0/domain", "DOMAIN_NOT_OF_MODEL", r -> ((ObjectNode)
                                r.path("domain_scores").get(0))
                        .put("domain", "personnel")),
                of("/domain_scores/4", "DOMAIN_TWICE", r -> ((ArrayNode) r.path("domain_scores"))
                        .add(r.path("domain_scores").get(0).deepCopy())),
                of("/domain_scores", "TOO_FEW_ITEMS", r -> r.putArray("domain_scores")),
                of("/level", "LEVEL_NOT_OF_MODEL", r -> r.put("model", "sme-2024")
                        .put("level", 5)),
                of("/level", "LEVEL_NOT_OF_SCORE", r -> r.put("total_score", 80)),
                of("/level", "LEVEL_NOT_OF_SCORE", r -> r.put("total_score", new BigDecimal("59.99"))),
                of("/contact/mobile", "REQUIRED", r -> ((ObjectNode) r.path("contact")).remove("mobile")));
    }

    private static ObjectNode enterprise(ObjectNode record) {
        return (ObjectNode) record.path("enterprise");
    }

    @ParameterizedTest
    @MethodSource("diagnosisViolations")
    void refusesDiagnosisReport(String pointer, String rule, Consumer<ObjectNode> change) {
        ObjectNode record = Fixtures.sampleJson(Fixtures.DIAGNOSIS, "injection-molding");
        change.accept(record);
        assertThat(violations(Fixtures.DIAGNOSIS, record))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(Tuple.tuple(pointer, rule));
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
        contact(record).put("mobile", secrets.get(1)).put("email", secrets.get(4));
        record.put("status", secrets.get(4)).put("purpose", "x").put("extra", secrets.get(4));
        List<Violation> violations = violations(Fixtures.ACTIVITY, record);
        assertThat(violations).hasSize(8);
        assertThat(violations.toString()).doesNotContain(secrets);
    }

    @Test
    void doesNotRepeatASecretThatStandsWhereANameShould() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        record.put("13800138000", 1).put("张伟 电话", 2);
        assertThat(violations(Fixtures.ACTIVITY, record))
                .extracting(Violation::pointer)
                .containsExactly("", "");
    }

    @Test
    void countsTextInCodePointsAfterTrimming() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.ACTIVITY, "training");
        record.put("title", " \u3000" + "𠮷".repeat(100) + "\u3000 ");
        assertThat(Fixtures.ACTIVITY.read(Fixtures.bytes(record))).isNotNull();
        record.put("title", "𠮷".repeat(101));
        assertThat(violations(Fixtures.ACTIVITY, record))
                .extracting(Violation::rule)
                .containsExactly("TOO_LONG");
    }

    @Test
    void keepsNotAnsweredApartFromZero() {
        ObjectNode record = Fixtures.sampleJson(Fixtures.DIAGNOSIS, "injection-molding");
        enterprise(record).putNull("revenue").put("output", 0).remove("energy");
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
        InvalidRecord refused = assertTimeout(
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
        assertTimeout(Duration.ofSeconds(5), () -> assertThat(violations(Fixtures.ACTIVITY, record))
                .extracting(Violation::rule)
                .containsExactly("TOO_MANY_ITEMS"));
    }

    @Test
    void rereadRefusesWhatWasNeverValidated() {
        MalformedRecord refused = catchThrowableOfType(
                MalformedRecord.class, () -> Fixtures.ACTIVITY.reread(Fixtures.bytes("{\"record_id\":\"x\"}")));
        assertThat(refused.code()).isEqualTo(Code.NO_ENVELOPE);
    }

    private static List<Violation> violations(Dataset dataset, ObjectNode record) {
        InvalidRecord refused = catchThrowableOfType(InvalidRecord.class, () -> dataset.read(Fixtures.bytes(record)));
        return refused == null ? List.of() : refused.violations();
    }
}
