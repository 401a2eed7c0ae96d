package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One change to a good record, one violation: no more, no less. */
class DatasetViolationsTest {

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
                of("/status", "HELD_BEFORE_END", r -> r.put("created_at", "2026-03-20T11:59:59+08:00")),
                of("/served/4", "SERVED_TWICE", r -> ((ArrayNode) r.path("served"))
                        .add(served(r).deepCopy())));
    }

    private static Arguments of(String pointer, String rule, Consumer<ObjectNode> change) {
        return Arguments.of(pointer, rule, change);
    }

    private static ObjectNode served(ObjectNode record) {
        return (ObjectNode) record.path("served").get(0);
    }

    static ObjectNode contact(ObjectNode record) {
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

    static Stream<Arguments> reportViolations() {
        return Stream.of(
                of("/level_distribution", "CELLS_ABOVE_SAMPLE", r -> cell(r, "/level_distribution/0")
                        .put("count", 22)),
                of("/cells", "CELLS_ABOVE_SAMPLE", r -> cell(r, "/cells/0").put("count", 2)),
                of("/cells/1", "CELL_TWICE", r -> cell(r, "/cells/1").put("level", 2)),
                of("/level_distribution/3/level", "LEVEL_NOT_OF_MODEL", r -> cell(r, "/level_distribution/3")
                        .put("level", 5)),
                of("/cells/0/count", "TYPE", r -> cell(r, "/cells/0").putNull("count")),
                of("/cells/0/suppressed", "TYPE", r -> cell(r, "/cells/0").put("suppressed", true)));
    }

    private static ObjectNode cell(ObjectNode record, String pointer) {
        return (ObjectNode) record.at(pointer);
    }

    @ParameterizedTest
    @MethodSource("reportViolations")
    void refusesReport(String pointer, String rule, Consumer<ObjectNode> change) {
        ObjectNode record = Fixtures.sampleJson(Fixtures.INDUSTRY, "rubber-and-plastics");
        change.accept(record);
        assertThat(violations(Fixtures.INDUSTRY, record))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(Tuple.tuple(pointer, rule));
    }

    static ObjectNode enterprise(ObjectNode record) {
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

    static List<Violation> violations(Dataset dataset, ObjectNode record) {
        InvalidRecord refused = catchThrowableOfType(InvalidRecord.class, () -> dataset.read(Fixtures.bytes(record)));
        return refused == null ? List.of() : refused.violations();
    }
}
