package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What centers report to their authorities: one change to a good record, one violation. Forms have a test of their own. */
class ReportedDatasetsTest {

    static Stream<Arguments> violations() {
        return Stream.of(
                        ofCenterProfile(),
                        ofProject(),
                        ofSummaryAndAssessment(),
                        ofProofMaterial(),
                        ofEvidenceLists(),
                        ofChangeNotice())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> ofCenterProfile() {
        String sample = "center_profile/qingdao-appliances";
        return Stream.of(
                of(sample, "/center_type", "CENTER_TYPE_OF_OTHER_SCHEME", r -> r.put("center_type", "regional")),
                of(
                        "center_profile/shanxi-industry",
                        "/center_type",
                        "CENTER_TYPE_OF_OTHER_SCHEME",
                        r -> r.put("center_type", "comprehensive")),
                of(sample, "/units/1", "UNIT_TWICE", r -> element(r, "units", 1).put("usci", "91370212MA3C000039")),
                of(sample, "/units/0/prev_year_revenue", "FILED_VALUE_DIFFERS", r -> element(r, "units", 0)
                        .put("prev_year_revenue", new BigDecimal("1.28"))),
                of(sample, "/units/0/prev_year_revenue", "FILED_VALUE_DIFFERS", r -> element(r, "units", 0)
                        .putNull("prev_year_revenue")),
                of(sample, "/units/1/prev_year_revenue", "FILED_VALUE_DIFFERS", r -> element(r, "units", 1)
                        .put("prev_year_revenue", 0)),
                of(sample, "/units/0/prev_year_revenue_filed/unit", "FILED_UNIT_OTHER", r -> ((ObjectNode)
                                element(r, "units", 0).path("prev_year_revenue_filed"))
                        .put("unit", "万美元")),
                of(sample, "/units/0/phone", "PHONE_FORM", r -> element(r, "units", 0)
                        .put("phone", "88990016")),
                of(sample, "/finance/1", "YEAR_TWICE", r -> element(r, "finance", 1)
                        .put("year", 2023)),
                of(sample, "/targets/1", "TARGET_TWICE", r -> element(r, "targets", 1)
                        .put("kind", "key_tech")),
                of("center_profile/shanxi-industry", "/build_items/1", "DIRECTION_TWICE", r -> element(
                                r, "build_items", 1)
                        .put("direction", "innovation")),
                of(sample, "/services", "TOO_LONG", r -> r.put("services", "𠮷".repeat(501))),
                of(sample, "/shareholders/0/share_pct", "ABOVE_MAXIMUM", r -> element(r, "shareholders", 0)
                        .put("share_pct", new BigDecimal("100.01"))),
                of(sample, "/units/0/registered_capital", "NOT_A_MULTIPLE", r -> element(r, "units", 0)
                        .put("registered_capital", new BigDecimal("0.001"))));
    }

    private static Stream<Arguments> ofProject() {
        String sample = "project/public-platform";
        return Stream.of(
                of(sample, "/start_month", "STARTED_LATER", r -> r.put("start_month", "2026-02")),
                of(sample, "/start_month", "STARTED_LATER", r -> r.put("start_month", "2026-02")
                        .put("status", "done")),
                of(sample, "/start_month", "MONTH_FORM", r -> r.put("start_month", "2025-13")),
                of(sample, "/start_month", "MONTH_FORM", r -> r.put("start_month", "2025")));
    }

    private static Stream<Arguments> ofSummaryAndAssessment() {
        String sample = "self_assessment/qingdao-2025";
        return Stream.of(
                of("work_summary/chongqing-2025", "/system_building/support", "REQUIRED", r -> ((ObjectNode)
                                r.path("system_building"))
                        .remove("support")),
                of(sample, "/claimed_grade", "GRADE_OF_OTHER_SCHEME", r -> r.put("claimed_grade", "met")),
                of(sample, "/claimed_grade", "GRADE_OF_OTHER_SCHEME", r -> r.put("scheme", "shanxi-creation")),
                of(sample, "/commitment", "REQUIRED", r -> r.remove("commitment")),
                of(
                        sample,
                        "/created_at",
                        "CREATED_BEFORE_COMMITMENT",
                        r -> r.put("created_at", "2026-02-08T23:59:59+08:00")));
    }

    private static Stream<Arguments> ofProofMaterial() {
        String sample = "proof_material/expert-list";
        return Stream.of(
                of(sample, "/bytes", "ABOVE_MAXIMUM", r -> r.put("bytes", 104_857_601)),
                of(sample, "/bytes", "BELOW_MINIMUM", r -> r.put("bytes", 0)),
                of(sample, "/media_type", "NOT_IN_CODE_TABLE", r -> r.put("media_type", "application/x-msdownload")),
                of(sample, "/sm3", "SM3_FORM", r -> r.put("sm3", "66C7")),
                of(sample, "/file_name", "FILE_NAME_FORM", r -> r.put("file_name", "../证明.pdf")),
                of(sample, "/proves", "TOO_FEW_ITEMS", r -> r.putArray("proves")),
                of(sample, "/proves/0/form", "FORM_UNKNOWN", r -> element(r, "proves", 0)
                        .put("form", "E-CQ-X")),
                of(sample, "/proves/0/indicator", "INDICATOR_UNKNOWN", r -> element(r, "proves", 0)
                        .put("indicator", "rd_team_size")),
                of(sample, "/proves/0/form", "REQUIRED", r -> element(r, "proves", 0)
                        .remove("form")),
                of(sample, "/proves/1", "PROOF_TWICE", r -> ((ArrayNode) r.path("proves"))
                        .add(element(r, "proves", 0).deepCopy())),
                of(sample, "/created_at", "CREATED_BEFORE_ISSUE", r -> r.put("issued_on", "2026-01-27")));
    }

    private static Stream<Arguments> ofEvidenceLists() {
        return Stream.of(
                of(
                        "expert/part-time-professor",
                        "/contract_to",
                        "CONTRACT_ENDS_BEFORE_START",
                        r -> r.put("contract_to", "2024-06-30")),
                of("expert/part-time-professor", "/guidance/2", "GUIDANCE_TWICE", r -> ((ArrayNode) r.path("guidance"))
                        .add(element(r, "guidance", 0).deepCopy())),
                of("served_enterprise/die-casting", "/services/2", "SERVICE_TWICE", r -> ((ArrayNode)
                                r.path("services"))
                        .add(element(r, "services", 0).deepCopy())),
                of(
                        "served_enterprise/die-casting",
                        "/usci",
                        "USCI_CHECK_DIGIT",
                        r -> r.put("usci", "91500112MA5U1K329F")),
                of(
                        "service_product/light-package",
                        "/offered_to",
                        "OFFER_ENDS_BEFORE_START",
                        r -> r.put("offered_to", "2025-02-28")),
                of("report_ref/auto-parts-study", "/recipient", "RECIPIENT_REQUIRED", r -> r.remove("recipient")),
                of(
                        "report_ref/auto-parts-study",
                        "/created_at",
                        "CREATED_BEFORE_REPORT",
                        r -> r.put("reported_on", "2026-01-24")),
                of("report_ref/auto-parts-study", "/summary", "TOO_LONG", r -> r.put("summary", "字".repeat(501))));
    }

    private static Stream<Arguments> ofChangeNotice() {
        String qingdao = "change_notice/renamed";
        String jiangxi = "change_notice/merged";
        return Stream.of(
                of(qingdao, "/due_on", "DUE_DATE_DIFFERS", r -> r.put("due_on", "2026-04-29")),
                of(jiangxi, "/due_on", "DUE_DATE_DIFFERS", r -> r.put("due_on", "2026-05-31")),
                of(qingdao, "/registered_on", "TERM_START_REQUIRED", r -> r.remove("registered_on")),
                of(jiangxi, "/consent_on", "TERM_START_REQUIRED", r -> r.remove("consent_on")),
                of(qingdao, "/due_on", "DUE_DATE_UNEXPECTED", r -> r.put("type", "service_content")),
                of(qingdao, "/due_on", "DUE_DATE_UNEXPECTED", r -> r.put("scheme", "chongqing-drc-2022")),
                of(qingdao, "/due_on", "NO_WORKING_DAYS", r -> r.put("created_at", "2026-12-28T09:00:00+08:00")
                        .put("registered_on", "2026-12-01")
                        .remove("due_on")),
                of(
                        qingdao,
                        "/created_at",
                        "CREATED_BEFORE_REGISTRATION",
                        r -> r.put("created_at", "2026-03-15T23:59:59+08:00")),
                of(
                        jiangxi,
                        "/created_at",
                        "CREATED_BEFORE_CONSENT",
                        r -> r.put("created_at", "2026-04-29T23:59:59+08:00")));
    }

    private static Arguments of(String sample, String pointer, String rule, Consumer<ObjectNode> change) {
        return Arguments.of(sample, pointer, rule, change);
    }

    private static ObjectNode element(ObjectNode record, String array, int index) {
        return (ObjectNode) record.path(array).get(index);
    }

    private static Dataset dataset(String sample) {
        return Fixtures.DATASETS.find(sample.substring(0, sample.indexOf('/'))).orElseThrow();
    }

    private static ObjectNode record(String sample) {
        return Fixtures.sampleJson(dataset(sample), sample.substring(sample.indexOf('/') + 1));
    }

    @ParameterizedTest
    @MethodSource("violations")
    void refuses(String sample, String pointer, String rule, Consumer<ObjectNode> change) {
        ObjectNode record = record(sample);
        change.accept(record);
        assertThat(DatasetViolationsTest.violations(dataset(sample), record))
                .extracting(Violation::pointer, Violation::rule)
                .containsExactly(Tuple.tuple(pointer, rule));
    }

    @Test
    void aPlannedProjectMayBeginLater() {
        ObjectNode record =
                record("project/public-platform").put("status", "planned").put("start_month", "2026-09");
        assertThat(DatasetViolationsTest.violations(dataset("project/"), record))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "qingdao-2021, closure, 2026-09-30, 2026-11-17", // over the National Day
        "qingdao-2021, equity, 2025-12-31, 2026-02-12",
        "jiangxi-2024, rename, 2026-01-31, 2026-02-28",
        "jiangxi-2024, closure, 2025-12-15, 2026-01-15"
    })
    void aTermLeadsToOneDay(String scheme, String type, String start, String due) {
        ObjectNode record =
                record("change_notice/renamed").put("scheme", scheme).put("type", type);
        record.put("created_at", "2026-12-31T09:00:00+08:00")
                .put("registered_on", start)
                .put("consent_on", start);
        record.put("due_on", due);
        assertThat(DatasetViolationsTest.violations(dataset("change_notice/"), record))
                .isEmpty();
    }

    @Test
    void aNoticeNeedNotNameItsDueDate() {
        ObjectNode record = record("change_notice/renamed");
        record.remove("due_on");
        assertThat(DatasetViolationsTest.violations(dataset("change_notice/"), record))
                .isEmpty();
        record.put("type", "target").remove("registered_on");
        assertThat(DatasetViolationsTest.violations(dataset("change_notice/"), record))
                .isEmpty();
    }

    @Test
    void tellsWhichArticleSetsTheTerm() {
        ObjectNode record = record("change_notice/renamed").put("due_on", "2026-04-29");
        Violation violation = DatasetViolationsTest.violations(dataset("change_notice/"), record)
                .get(0);
        assertThat(List.of(violation.zh(), violation.en())).allMatch(text -> text.contains("（试行）第十三条"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"13805320011", "0532-88990016", "02367881020", "010-62288399", "4008001234", "400-8001234"})
    void takesTelephone(String phone) {
        ObjectNode record = record("center_profile/qingdao-appliances");
        element(record, "units", 0).put("phone", phone);
        assertThat(DatasetViolationsTest.violations(dataset("center_profile/"), record))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12805320011",
                "0532-8899-0016",
                "0532--88990016",
                "-053288990016",
                "05-3288990016",
                "053288",
                "0532 88990016",
                "５３２８８９９００１６",
                "9998001234"
            })
    void refusesTelephone(String phone) {
        ObjectNode record = record("center_profile/qingdao-appliances");
        element(record, "units", 0).put("phone", phone);
        assertThat(DatasetViolationsTest.violations(dataset("center_profile/"), record))
                .extracting(Violation::rule)
                .containsExactly("PHONE_FORM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.pdf", "a\\b.pdf", ".pdf", "a\tb.pdf", "C:a.pdf", "  "})
    void refusesFileName(String name) {
        ObjectNode record = record("proof_material/expert-list").put("file_name", name);
        assertThat(DatasetViolationsTest.violations(dataset("proof_material/"), record))
                .extracting(Violation::rule)
                .containsExactly("FILE_NAME_FORM");
    }
}
