package org.shuqiao.mappings.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.shuqiao.mappings.forms.Switches.STANDARD;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.node.ObjectNode;

/** Numbers of forms, counted exactly from made-up years of a center. */
class DerivationTest {
    private static final DerivedRules RULES = DerivedRules.load();
    private static final String CENTER = "500112";

    private record Handed(String dataset, ObjectNode json) {}

    private final List<Handed> records = new ArrayList<>();

    private ObjectNode activity(String type, String end, Consumer<ObjectNode> change) {
        ObjectNode json = Resources.JSON.createObjectNode();
        json.put("region", CENTER)
                .put("status", "held")
                .put("type", type)
                .put("end", end)
                .put("continuous_days", 1)
                .put("attendees", 10)
                .put("person_times", 15);
        change.accept(json);
        records.add(new Handed("activity", json));
        return json;
    }

    private static void serve(ObjectNode activity, String usci, String region, String kind) {
        activity.withArray("served")
                .addObject()
                .put("usci", usci)
                .put("region", region)
                .put("service_kind", kind);
    }

    private ObjectNode handIn(String dataset, Consumer<ObjectNode> change) {
        ObjectNode json = Resources.JSON.createObjectNode().put("region", CENTER);
        change.accept(json);
        records.add(new Handed(dataset, json));
        return json;
    }

    private List<DerivedValue> derive(String form, int year, @Nullable LocalDate acceptedOn, Switches switches) {
        Derivation derivation = new Derivation(RULES.of(RULES.form(form)), year, acceptedOn, switches);
        records.forEach(one -> derivation.add(one.dataset(), one.json()));
        return derivation.values();
    }

    private static DerivedValue of(List<DerivedValue> values, String indicator) {
        return values.stream()
                .filter(value -> value.rule().indicator().id().equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    private long value(String form, int year, String indicator) {
        return of(derive(form, year, null, STANDARD), indicator).value().longValueExact();
    }

    // Services

    @Test
    void countsEachServiceToEachLocalEnterpriseOfTheListedKinds() {
        ObjectNode held = activity("matchmaking", "2025-06-12T17:00:00+08:00", a -> {});
        serve(held, "A", "500112", "matchmaking");
        serve(held, "A", "500112", "consulting");
        serve(held, "B", "500107", "matchmaking");
        serve(held, "C", "370212", "matchmaking");
        serve(held, "D", "500112", "training");
        ObjectNode again = activity("consulting", "2025-07-01T17:00:00+08:00", a -> {});
        serve(again, "A", "500112", "consulting");
        for (String status : List.of("cancelled", "planned")) {
            serve(
                    activity("consulting", "2025-07-01T17:00:00+08:00", a -> a.put("status", status)),
                    "A",
                    "500112",
                    "consulting");
        }
        serve(activity("consulting", "2024-07-01T17:00:00+08:00", a -> {}), "A", "500112", "consulting");

        assertThat(value("E-CQ-R", 2025, "enterprise_services")).isEqualTo(4);
        assertThat(value("E-CQ-E", 2025, "enterprise_services"))
                .as("the same kinds but policy and financing, with solutions")
                .isEqualTo(4);
        assertThat(of(derive("E-CQ-R", 2025, null, STANDARD), "enterprise_services")
                        .counted())
                .isEqualTo(2);
    }

    @Test
    void countsAServiceOutsideAnyActivityOnceAndOneInAnActivityThere() {
        handIn("served_enterprise", json -> {
            json.put("usci", "A").put("enterprise_region", "500112");
            json.putArray("services")
                    .addObject()
                    .put("activity_id", "WZ-1")
                    .put("service_kind", "consulting")
                    .put("served_on", "2025-04-17");
            json.withArray("services")
                    .addObject()
                    .put("service_kind", "consulting")
                    .put("served_on", "2025-12-31");
            json.withArray("services")
                    .addObject()
                    .put("service_kind", "consulting")
                    .put("served_on", "2026-01-01");
            json.withArray("services")
                    .addObject()
                    .put("service_kind", "diagnosis")
                    .put("served_on", "2025-05-01");
        });

        assertThat(value("E-CQ-R", 2025, "enterprise_services")).isEqualTo(1);
    }

    @Test
    void readsTheOpenWordsOfTheSourceAsItIsAsked() {
        ObjectNode held = activity("training", "2025-06-12T17:00:00+08:00", a -> {});
        serve(held, "A", "500112", "consulting");
        serve(held, "B", "500107", "training");
        serve(held, "C", "510100", "test_cert");

        Switches all = new Switches(Switches.Kinds.ALL, Switches.People.ATTENDEES, null);
        Switches city = new Switches(Switches.Kinds.ALL, Switches.People.ATTENDEES, Switches.Local.DISTRICT);

        assertThat(value("E-CQ-R", 2025, "enterprise_services")).isEqualTo(1);
        assertThat(of(derive("E-CQ-R", 2025, null, all), "enterprise_services").value())
                .isEqualByComparingTo("2");
        assertThat(of(derive("E-CQ-R", 2025, null, city), "enterprise_services").value())
                .isEqualByComparingTo("1");
    }

    @Test
    void countsConsultedEnterprisesOnceEachInTheYearAfterTheAcceptance() {
        for (String end :
                List.of("2025-03-15T10:00:00+08:00", "2025-09-01T10:00:00+08:00", "2026-03-14T23:59:59+08:00")) {
            ObjectNode diagnosis = activity("diagnosis", end, a -> {});
            serve(diagnosis, "A", "500112", "diagnosis");
            serve(diagnosis, "B" + end.substring(0, 7), "370212", "diagnosis");
        }
        serve(activity("diagnosis", "2026-03-15T00:00:00+08:00", a -> {}), "C", "500112", "diagnosis");
        serve(activity("diagnosis", "2025-03-14T23:59:59+08:00", a -> {}), "D", "500112", "diagnosis");

        List<DerivedValue> values = derive("T-CQ-MIIT", 2025, LocalDate.of(2025, 3, 15), STANDARD);

        assertThat(of(values, "y1_consulted").value()).isEqualByComparingTo("4");
        assertThat(of(values, "y1_consulted").days())
                .isEqualTo(new Days(LocalDate.of(2025, 3, 15), LocalDate.of(2026, 3, 15)));
    }

    @Test
    void countsNothingOfAYearWhoseBeginningNobodyKnows() {
        activity("training", "2025-06-12T17:00:00+08:00", a -> {});

        DerivedValue unknown = of(derive("T-CQ-MIIT", 2025, null, STANDARD), "y1_training");

        assertThat(unknown.days()).isNull();
        assertThat(unknown.complete()).isFalse();
    }

    // Events

    @ParameterizedTest(name = "{0}: {1} in {2}")
    @CsvSource({
        "2025-12-31T23:59:59+08:00, 1, 2025",
        "2026-01-01T00:00:00+08:00, 0, 2025",
        "2026-01-01T00:00:00+08:00, 1, 2026",
        "2025-01-01T00:00:00+08:00, 1, 2025",
        "2024-12-31T23:59:59+08:00, 0, 2025"
    })
    void anEventIsOfTheYearInWhichItEndsInChina(String end, int events, int year) {
        activity("forum", end, a -> a.put("attendees", 100));

        assertThat(value("E-CQ-R", year, "promotion_events")).isEqualTo(events);
    }

    @Test
    void countsPromotionFromAHundredAttendeesOn() {
        for (int attendees : new int[] {99, 100, 101}) {
            activity("salon", "2025-06-12T17:00:00+08:00", a -> a.put("attendees", attendees));
        }
        activity("training", "2025-06-12T17:00:00+08:00", a -> a.put("attendees", 500));
        activity("forum", "2025-06-12T17:00:00+08:00", a -> a.put("attendees", 500)
                .put("status", "cancelled"));
        activity("forum", "2025-06-12T17:00:00+08:00", a -> a.putNull("attendees"));

        assertThat(value("E-CQ-R", 2025, "promotion_events")).isEqualTo(2);
    }

    /** One ledger, three numbers: two days or more, any length, and in thousands of people over two years. */
    @Test
    void countsTrainingAsEachFormDoes() {
        activity("training", "2025-06-12T17:00:00+08:00", a -> a.put("continuous_days", 2)
                .put("person_times", 80));
        activity("training", "2025-07-12T17:00:00+08:00", a -> a.put("continuous_days", 1.5)
                .put("person_times", 40));
        activity("training", "2024-07-12T17:00:00+08:00", a -> a.put("continuous_days", 3)
                .put("person_times", 7));
        activity("training", "2023-07-12T17:00:00+08:00", a -> a.put("continuous_days", 3)
                .put("person_times", 5));

        assertThat(value("E-CQ-R", 2025, "training_person_times")).isEqualTo(80);
        List<DerivedValue> firstYear = derive("T-CQ-MIIT", 2025, LocalDate.of(2025, 1, 1), STANDARD);
        assertThat(of(firstYear, "y1_training").value()).isEqualByComparingTo("120");
        assertThat(value("A-SX-R", 2025, "training_sessions_2y")).isEqualTo(3);
        assertThat(value("A-SX-R", 2025, "training_people_k_2y"))
                .as("people of three trainings")
                .isEqualTo(30);
        Switches times = new Switches(Switches.Kinds.LISTED, Switches.People.PERSON_TIMES, null);
        assertThat(of(derive("A-SX-R", 2025, null, times), "training_people_k_2y")
                        .value())
                .isEqualByComparingTo("127");
    }

    @Test
    void countsForAnIndustryOnlyWhatIsForItsWholeChain() {
        activity("training", "2025-06-12T17:00:00+08:00", a -> a.put("chain_wide", true));
        activity("training", "2025-06-12T17:00:00+08:00", a -> a.put("chain_wide", false));
        activity("training", "2025-06-12T17:00:00+08:00", a -> {});

        assertThat(value("A-SX-I", 2025, "training_sessions_2y")).isEqualTo(1);
        assertThat(value("A-SX-E", 2025, "training_sessions_2y")).isEqualTo(3);
    }

    // Experts and reports

    @ParameterizedTest(name = "{0} {1}..{2}, guided {3} in {4}: {5}")
    @CsvSource({
        "senior, 2024-07-01, 2027-06-30, 2025-04-17, 500107, 1",
        "associate_senior, 2025-12-31, 2026-12-31, 2025-12-31, 500112, 1",
        "middle, 2024-07-01, 2027-06-30, 2025-04-17, 500112, 0",
        "senior, 2023-07-01, 2024-12-31, 2025-04-17, 500112, 0",
        "senior, 2026-01-01, 2027-01-01, 2025-04-17, 500112, 0",
        "senior, 2024-07-01, 2027-06-30, 2024-12-31, 500112, 0",
        "senior, 2024-07-01, 2027-06-30, 2026-01-01, 500112, 0",
        "senior, 2024-07-01, 2027-06-30, 2025-04-17, 370212, 0"
    })
    void countsExpertsWhoHaveAContractATitleAndGuidedSomebodyHere(
            String grade, String from, String to, String guidedOn, String region, int experts) {
        handIn("expert", json -> json.put("title_grade", grade)
                .put("contract_from", from)
                .put("contract_to", to)
                .putArray("guidance")
                .addObject()
                .put("guided_on", guidedOn)
                .put("region", region));
        handIn("expert", json -> json.put("title_grade", "senior")
                .put("contract_from", "2020-01-01")
                .put("contract_to", "2030-01-01"));

        assertThat(value("E-CQ-R", 2025, "signed_experts")).isEqualTo(experts);
    }

    @Test
    void countsReportsByKindAndDay() {
        for (String day : List.of("2025-01-01", "2025-12-31", "2024-12-31", "2026-01-01")) {
            handIn("report_ref", json -> json.put("kind", "think_tank").put("reported_on", day));
        }
        handIn("report_ref", json -> json.put("kind", "standard_study").put("reported_on", "2025-05-05"));

        assertThat(value("E-CQ-R", 2025, "think_tank_reports")).isEqualTo(2);
        assertThat(value("E-CQ-E", 2025, "decision_support_outputs"))
                .as("a stock, up to the end of the year")
                .isEqualTo(3);
    }

    // What is missing

    @ParameterizedTest
    @CsvSource({"2024-12-31, true", "2025-01-01, false", "2026-02-01, false"})
    void aRecordThatIsGoneMakesANumberTheLeastThatItCanBeWhereItMayCount(String receivedOn, boolean complete) {
        Derivation derivation = new Derivation(RULES.of(RULES.form("E-CQ-R")), 2025, null, STANDARD);

        derivation.addGone("activity", LocalDate.parse(receivedOn));

        assertThat(of(derivation.values(), "promotion_events").complete()).isEqualTo(complete);
        assertThat(of(derivation.values(), "signed_experts").complete()).isTrue();
    }

    @Test
    void whatWasNotReadToItsEndIsNotComplete() {
        Derivation derivation = new Derivation(RULES.of(RULES.form("E-CQ-R")), 2025, null, STANDARD);

        derivation.brokenOff();

        assertThat(derivation.values()).noneMatch(DerivedValue::complete);
    }

    @Test
    void recordsThatLackWhatIsCountedStopNothing() {
        handIn(
                "activity",
                json -> json.put("status", "held").put("end", "tomorrow").putNull("served"));
        handIn("activity", ObjectNode::removeAll);
        handIn("expert", json -> json.put("guidance", "none"));
        handIn("served_enterprise", json -> json.putArray("services").add(1));
        handIn("report_ref", ObjectNode::removeAll);

        assertThat(derive("E-CQ-R", 2025, null, STANDARD))
                .allSatisfy(value -> assertThat(value.value()).isEqualByComparingTo(BigDecimal.ZERO));
    }

    // Filed forms

    private static ObjectNode filed(String indicator, String status, @Nullable Number value) {
        ObjectNode form = Resources.JSON.createObjectNode();
        ObjectNode answer =
                form.putArray("values").addObject().put("indicator", indicator).put("status", status);
        if (value == null) {
            answer.putNull("value");
        } else {
            answer.put("value", new BigDecimal(value.toString()));
        }
        return form;
    }

    private List<FormDifference> differences(ObjectNode filed) {
        return FormDifference.between(RULES.form("E-CQ-R"), filed, derive("E-CQ-R", 2025, null, STANDARD));
    }

    @Test
    void flagsANumberThatTheRecordsDoNotBearOut() {
        activity("forum", "2025-06-12T17:00:00+08:00", a -> a.put("attendees", 200));

        assertThat(differences(filed("promotion_events", "answered", 3)))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.pointer()).isEqualTo("/values/0/value");
                    assertThat(one.filed()).isEqualByComparingTo("3");
                    assertThat(one.derived()).isEqualByComparingTo("1");
                    assertThat(one.clause()).contains("133号").endsWith("“宣传推广活动”");
                });
        assertThat(differences(filed("promotion_events", "answered", 1))).isEmpty();
        assertThat(differences(filed("promotion_events", "answered", new BigDecimal("1.00"))))
                .isEmpty();
        assertThat(differences(filed("promotion_events", "not_answered", null))).isEmpty();
        assertThat(differences(filed("total_assets", "answered", 3))).isEmpty();
    }

    @Test
    void flagsNothingWhereNoRecordWasHandedIn() {
        assertThat(differences(filed("promotion_events", "answered", 3))).isEmpty();
    }

    @Test
    void whereRecordsAreGoneFlagsOnlyWhatIsTooLittle() {
        activity("forum", "2025-06-12T17:00:00+08:00", a -> a.put("attendees", 200));
        Derivation derivation = new Derivation(RULES.of(RULES.form("E-CQ-R")), 2025, null, STANDARD);
        records.forEach(one -> derivation.add(one.dataset(), one.json()));
        derivation.addGone("activity", LocalDate.of(2025, 8, 1));

        Form form = RULES.form("E-CQ-R");
        assertThat(FormDifference.between(form, filed("promotion_events", "answered", 3), derivation.values()))
                .isEmpty();
        assertThat(FormDifference.between(form, filed("promotion_events", "answered", 0), derivation.values()))
                .singleElement()
                .satisfies(one -> assertThat(one.complete()).isFalse());
    }

    /** The samples are what a gateway takes: each is read by the rules of its dataset. */
    @Test
    void readsTheSamplesOfItsDatasets() {
        for (String dataset : List.of("activity", "expert", "served_enterprise", "report_ref")) {
            Fixtures.DATASETS
                    .find(dataset)
                    .orElseThrow()
                    .samples()
                    .forEach(sample ->
                            records.add(new Handed(dataset, (ObjectNode) Resources.JSON.readTree(sample.bytes()))));
        }

        List<DerivedValue> values = derive("E-CQ-R", 2025, null, STANDARD);

        assertThat(of(values, "signed_experts").value()).isEqualByComparingTo("1");
        assertThat(of(values, "think_tank_reports").value()).isEqualByComparingTo("1");
        assertThat(values).allMatch(DerivedValue::complete);
    }
}
