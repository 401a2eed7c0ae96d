package org.shuqiao.mappings.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.Violation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One change to a good form, one violation, with the place in the source that it breaks. */
class FormCheckTest {

    private static final Dataset FORM =
            Fixtures.DATASETS.find("evaluation_form").orElseThrow();
    private static final String REGIONAL = "chongqing-regional";
    private static final String ENTERPRISE = "chongqing-enterprise";
    private static final String MANUFACTURING = "chongqing-manufacturing";
    private static final String SHANXI = "shanxi-industry";

    static Stream<Arguments> heads() {
        return Stream.of(
                of(REGIONAL, "/form", "FORM_UNKNOWN", r -> r.put("form", "E-CQ-X")),
                of(REGIONAL, "/scheme", "FORM_OF_OTHER_SCHEME", r -> r.put("scheme", "qingdao-2021")),
                of(REGIONAL, "/center_type", "FORM_OF_OTHER_CENTER_TYPE", r -> r.put("center_type", "enterprise")),
                of(REGIONAL, "/center_type", "FORM_OF_OTHER_CENTER_TYPE", r -> r.remove("center_type")),
                of(REGIONAL, "/values", "TYPE", r -> r.put("values", 1)),
                of(REGIONAL, "/values", "REQUIRED", r -> r.remove("values")),
                of(REGIONAL, "/year", "FORM_YEAR", r -> r.put("year", 2026)),
                of(REGIONAL, "/created_at", "CREATED_BEFORE_FILING", r -> r.put("filed_on", "2026-02-01")));
    }

    static Stream<Arguments> rows() {
        return Stream.of(
                of(REGIONAL, "/values/18/indicator", "INDICATOR_UNKNOWN", r -> values(r)
                        .set(18, value(r, "honors_3y").deepCopy().put("indicator", "awards_2y"))),
                of(REGIONAL, "/values/19", "INDICATOR_TWICE", r -> values(r)
                        .add(value(r, "honors_3y").deepCopy())),
                of(REGIONAL, "/values", "INDICATOR_MISSING", r -> values(r).remove(18)),
                of(MANUFACTURING, "/values/17/indicator", "INDICATOR_NOT_ASKED", r -> values(r)
                        .add(value(r, "scenes").deepCopy().put("indicator", "y1_courses"))));
    }

    static Stream<Arguments> numbers() {
        return Stream.of(
                of(REGIONAL, "/values/0/value", "VALUE_REQUIRED", r -> value(r, "total_assets")
                        .putNull("value")),
                of(REGIONAL, "/values/0/filed/value", "VALUE_REQUIRED", r -> filed(r, "total_assets")
                        .putNull("value")),
                of(ENTERPRISE, "/values/17/value", "VALUE_UNEXPECTED", r -> value(r, "decision_support_outputs")
                        .put("value", 0)),
                of(MANUFACTURING, "/values/2/filed/value", "VALUE_UNEXPECTED", r -> filed(r, "lease_years")
                        .put("value", 3)),
                of(REGIONAL, "/values/3/value", "VALUE_NOT_WHOLE", r -> both(r, "honors_3y", "7.5")),
                of(REGIONAL, "/values/0/value", "VALUE_TOO_PRECISE", r -> both(r, "total_assets", "3825.605")),
                of(REGIONAL, "/values/6/value", "PERCENT_ABOVE_100", r -> {
                    both(r, "bachelor_plus_pct", "100.01");
                    value(r, "bachelor_plus_pct").put("numerator", 86);
                }),
                of(MANUFACTURING, "/values/9/value", "VALUE_ABOVE_ALL", r -> {
                    both(r, "scenes", "20");
                    both(r, "scene_classes", "16");
                }),
                of(REGIONAL, "/values/0/unit", "UNIT_OF_OTHER", r -> value(r, "total_assets")
                        .put("unit", "亿元")),
                of(SHANXI, "/values/13/filed/unit", "FILED_UNIT_OTHER", r -> filed(r, "training_people_k_2y")
                        .put("unit", "人次")),
                of(ENTERPRISE, "/values/17/filed/unit", "FILED_UNIT_OTHER", r -> filed(r, "decision_support_outputs")
                        .put("unit", "万元")),
                of(SHANXI, "/values/13/value", "FILED_VALUE_DIFFERS", r -> filed(r, "training_people_k_2y")
                        .put("unit", "人")),
                of(REGIONAL, "/values/0/value", "FILED_VALUE_DIFFERS", r -> filed(r, "total_assets")
                        .put("value", new BigDecimal("3825.61"))));
    }

    static Stream<Arguments> evidenceAndParts() {
        return Stream.of(
                of(SHANXI, "/values/5/evidence_ids", "EVIDENCE_REQUIRED", r -> value(r, "chain_platforms")
                        .remove("evidence_ids")),
                of(SHANXI, "/values/5/evidence_ids", "EVIDENCE_REQUIRED", r -> value(r, "chain_platforms")
                        .putArray("evidence_ids")),
                of(REGIONAL, "/values/3/numerator", "NUMERATOR_UNEXPECTED", r -> value(r, "honors_3y")
                        .put("numerator", 1)),
                of(REGIONAL, "/values/6/numerator", "PART_ABOVE_WHOLE", r -> value(r, "bachelor_plus_pct")
                        .put("numerator", 87)),
                of(REGIONAL, "/values/6/value", "RATIO_DIFFERS", r -> both(r, "bachelor_plus_pct", "84.90")),
                of(SHANXI, "/values/7/value", "PART_ABOVE_WHOLE", r -> both(r, "chain_platform_mau", "327")),
                of(MANUFACTURING, "/values/9/value", "PART_ABOVE_WHOLE", r -> both(r, "scene_classes", "12")));
    }

    private static Arguments of(String sample, String pointer, String rule, Consumer<ObjectNode> change) {
        return Arguments.of(sample, pointer, rule, change);
    }

    @ParameterizedTest
    @MethodSource({"heads", "rows", "numbers", "evidenceAndParts"})
    void refuses(String sample, String pointer, String rule, Consumer<ObjectNode> change) {
        ObjectNode record = Fixtures.sampleJson(FORM, sample);
        change.accept(record);
        List<Violation> violations = violations(record);
        // A row that is replaced by an unknown one is missing as well.
        assertThat(violations)
                .filteredOn(violation ->
                        rule.equals("INDICATOR_MISSING") || !violation.rule().equals("INDICATOR_MISSING"))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(Tuple.tuple(pointer, rule));
    }

    @Test
    void tellsTheDocumentTheTableAndTheRow() {
        ObjectNode record = Fixtures.sampleJson(FORM, REGIONAL);
        both(record, "honors_3y", "7.5");
        assertThat(violations(record).get(0)).satisfies(violation -> assertThat(List.of(violation.zh(), violation.en()))
                .allMatch(text -> text.contains("渝发改高技〔2022〕133号附件2之附件2《区域型数字化转型促进中心评价数据表》“资质荣誉”")));
    }

    @Test
    void ratioMayDifferByOneHundredth() {
        ObjectNode record = Fixtures.sampleJson(FORM, REGIONAL);
        both(record, "bachelor_plus_pct", "84.89");
        assertThat(violations(record)).isEmpty();
        value(record, "bachelor_plus_pct").remove("numerator");
        both(record, "bachelor_plus_pct", "12");
        assertThat(violations(record)).isEmpty();
    }

    @Test
    void nobodyIsAShareOfNobody() {
        ObjectNode record = Fixtures.sampleJson(FORM, REGIONAL);
        both(record, "staff_total", "0");
        for (String ratio : List.of("bachelor_plus_pct", "mid_title_plus_pct")) {
            value(record, ratio).put("numerator", 0);
        }
        assertThat(violations(record))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(
                        Tuple.tuple("/values/6/value", "RATIO_DIFFERS"),
                        Tuple.tuple("/values/7/value", "RATIO_DIFFERS"));
    }

    @Test
    void anotherUnitIsKeptBesideTheValueItConvertsTo() {
        ObjectNode record = Fixtures.sampleJson(FORM, REGIONAL);
        filed(record, "total_assets").put("value", new BigDecimal("0.38256")).put("unit", "亿元");
        assertThat(violations(record)).isEmpty();
    }

    @Test
    void notAnsweredZeroAndNotApplicableStayApart() {
        JsonNode enterprise = read(ENTERPRISE).json().path("values").get(17);
        JsonNode regional = read(REGIONAL).json().path("values").get(11);
        JsonNode manufacturing = read(MANUFACTURING).json().path("values").get(2);
        assertThat(enterprise.path("status").stringValue()).isEqualTo("not_answered");
        assertThat(enterprise.path("value").isNull()).isTrue();
        assertThat(regional.path("status").stringValue()).isEqualTo("answered");
        assertThat(regional.path("value").decimalValue()).isZero();
        assertThat(manufacturing.path("status").stringValue()).isEqualTo("not_applicable");
        assertThat(manufacturing.path("value").isNull()).isTrue();
    }

    @Test
    void belowAThresholdIsATrueAnswer() {
        ObjectNode record = Fixtures.sampleJson(FORM, MANUFACTURING);
        both(record, "ops_team", "3");
        assertThat(violations(record)).isEmpty();
    }

    @Test
    void periodOfAFormIsItsYear() {
        assertThat(read(REGIONAL).period()).isEqualTo("2025");
    }

    @Test
    void thereIsASampleOfEveryForm() {
        assertThat(FORM.samples().stream()
                        .map(sample ->
                                FORM.read(sample.bytes()).json().path("form").stringValue()))
                .containsExactlyInAnyOrderElementsOf(
                        Forms.load().all().stream().map(Form::id).toList());
    }

    @Test
    void samplesPrintTheLabelsAndUnitsOfTheirForms() {
        for (Dataset.Sample sample : FORM.samples()) {
            JsonNode record = FORM.read(sample.bytes()).json();
            Form form = FormsTest.form(record.path("form").stringValue());
            for (JsonNode value : record.path("values")) {
                Indicator indicator = Objects.requireNonNull(
                        form.indicators().get(value.path("indicator").stringValue()));
                assertThat(value.at("/filed/label").stringValue()).isEqualTo(indicator.zh());
                assertThat(value.at("/filed/unit").stringValue()).isEqualTo(indicator.unit());
            }
        }
    }

    @Test
    void wrongTypesAreLeftToTheSchema() {
        ObjectNode record = Fixtures.sampleJson(FORM, REGIONAL);
        value(record, "total_assets").put("value", "3825.6");
        filed(record, "total_income").put("unit", 5);
        record.put("year", 99_999_999_999L);
        assertThat(violations(record))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactlyInAnyOrder(
                        Tuple.tuple("/values/0/value", "TYPE"),
                        Tuple.tuple("/values/1/filed/unit", "TYPE"),
                        Tuple.tuple("/year", "ABOVE_MAXIMUM"));
    }

    private static CanonicalRecord read(String sample) {
        return FORM.read(Fixtures.sample(FORM, sample));
    }

    private static ArrayNode values(ObjectNode record) {
        return (ArrayNode) record.path("values");
    }

    private static ObjectNode value(ObjectNode record, String indicator) {
        return (ObjectNode) values(record)
                .valueStream()
                .filter(value -> value.path("indicator").stringValue().equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode filed(ObjectNode record, String indicator) {
        return (ObjectNode) value(record, indicator).path("filed");
    }

    private static void both(ObjectNode record, String indicator, String number) {
        value(record, indicator).put("value", new BigDecimal(number));
        filed(record, indicator).put("value", new BigDecimal(number));
    }

    private static List<Violation> violations(ObjectNode record) {
        InvalidRecord refused = catchThrowableOfType(InvalidRecord.class, () -> FORM.read(Fixtures.bytes(record)));
        return refused == null ? List.of() : refused.violations();
    }
}
