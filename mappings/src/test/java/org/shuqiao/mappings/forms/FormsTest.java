package org.shuqiao.mappings.forms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.CodeTable;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.forms.Indicator.Period;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class FormsTest {

    private static final Forms FORMS = Forms.load();

    private static final String FIRST_NINE =
            "total_assets total_income service_area_sqm honors_3y management_rules staff_total bachelor_plus_pct"
                    + " mid_title_plus_pct signed_experts";
    private static final String COMMON_FOUR = "pc_investment team_size senior_or_phd external_rd_experts";
    private static final String SUPPORT =
            "rd_funds_2y basic_products invention_patents_2y awards_2y iur_agreements_2y standards_2y";

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of(
                        "E-CQ-R",
                        19,
                        FIRST_NINE + " service_product_kinds guidance_fund_scale guidance_fund_delivered"
                                + " service_platforms enterprise_services training_person_times eco_partners"
                                + " promotion_events policy_std_research think_tank_reports"),
                Arguments.of(
                        "E-CQ-E",
                        18,
                        FIRST_NINE + " rd_team_size rd_investment municipal_plus_projects standards_work"
                                + " equipment_value service_product_kinds enterprise_services chain_partners"
                                + " decision_support_outputs"),
                Arguments.of(
                        "T-CQ-MIIT",
                        19,
                        "investment site_area lease_years ops_team eco_partners served_before ip_assets case_industries"
                                + " scenes scene_classes course_systems expert_resources y1_revenue y1_training"
                                + " y1_courses y1_matchmaking y1_consulted y1_solutions y1_ip"),
                Arguments.of(
                        "A-SX-R",
                        22,
                        "free_funds " + COMMON_FOUR + " exchange_events_2y training_bases_halls service_providers"
                                + " finance_institutions publicity_enterprises_2y training_sessions_2y"
                                + " training_people_k_2y matched_enterprises success_cases_2y test_env_area"
                                + " test_equipment_value " + SUPPORT),
                Arguments.of(
                        "A-SX-I",
                        26,
                        "main_revenue " + COMMON_FOUR + " chain_platforms chain_platform_users chain_platform_mau"
                                + " data_scenes saas_count chain_solutions publicity_enterprises training_sessions_2y"
                                + " training_people_k_2y matched_enterprises_2y success_cases_2y test_envs"
                                + " test_services_2y test_env_area test_equipment_value " + SUPPORT),
                Arguments.of(
                        "A-SX-E",
                        21,
                        "main_revenue " + COMMON_FOUR + " rd_funds_2y prov_plus_projects_2y awards_2y standards_2y"
                                + " invention_patents_2y software_copyrights univ_agreements basic_products"
                                + " common_solutions classic_cases_2y contract_amount_2y test_envs training_sessions_2y"
                                + " training_people_k_2y test_env_area test_equipment_value"));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void hasTheRowsOfItsTableInOrder(String id, int count, String indicators) {
        Form form = form(id);
        assertThat(form.indicators().keySet()).hasSize(count).containsExactly(indicators.split(" "));
        assertThat(form.indicators().values())
                .extracting(Indicator::row)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count).boxed().toList());
    }

    @Test
    void everyFormOfTheTablesIsThereAndNoOther() {
        assertThat(FORMS.all())
                .extracting(Form::id)
                .containsExactlyElementsOf(
                        tables().map(table -> (String) table.get()[0]).toList());
    }

    static Stream<Form> forms() {
        return FORMS.all().stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void labelsRulesAndUnitsAreThere(Form form) {
        assertThat(CodeTable.load("scheme").codes()).contains(form.scheme());
        assertThat(CodeTable.load("center_type").codes()).containsAll(form.centerTypes());
        assertThat(form.indicators().values()).allSatisfy(indicator -> {
            assertThat(indicator.zh().codePoints()).anyMatch(Character::isIdeographic);
            assertThat(indicator.en()).isNotBlank().isASCII();
            assertThat(indicator.unit())
                    .isIn("万元", "平方米", "项", "人", "%", "个", "人次", "次", "年", "家", "类", "名", "门", "场", "千人");
            assertThat(indicator.asked()).isNotEmpty();
            assertThat(indicator.asked().values())
                    .allSatisfy(demand -> assertThat(demand.rule()).hasSizeGreaterThan(10));
        });
    }

    /** 当年 and 近三年 stand in the rules of Chongqing, 近两年 in the labels of Shanxi; no mark is no period. */
    @ParameterizedTest
    @MethodSource("forms")
    void periodIsWhatTheSourceSays(Form form) {
        form.indicators().values().forEach(indicator -> {
            String words = indicator.zh()
                    + indicator.asked().values().iterator().next().rule();
            Period period = words.contains("近两年")
                    ? Period.LAST_2_YEARS
                    : words.contains("近三年")
                            ? Period.LAST_3_YEARS
                            : words.contains("当年")
                                    ? Period.YEAR
                                    : indicator.id().startsWith("y1_") ? Period.FIRST_YEAR : Period.STOCK;
            assertThat(indicator.period()).as(indicator.id()).isEqualTo(period);
        });
    }

    /** An id alone names no rule: the same one stands in other rows, and counts other things. */
    @Test
    void ruleBelongsToFormAndIndicator() {
        Indicator regional = indicator("E-CQ-R", "enterprise_services");
        Indicator enterprise = indicator("E-CQ-E", "enterprise_services");
        assertThat(List.of(regional.row(), enterprise.row())).containsExactly(14, 16);
        assertThat(rule(regional, "regional")).contains("政策宣贯、融资支持").doesNotContain("解决方案");
        assertThat(rule(enterprise, "enterprise")).contains("解决方案").doesNotContain("融资支持");
        assertThat(indicator("E-CQ-R", "eco_partners").unit()).isEqualTo("个");
        assertThat(indicator("T-CQ-MIIT", "eco_partners").unit()).isEqualTo("家");
        assertThat(rule(indicator("E-CQ-R", "training_person_times"), "regional"))
                .contains("2天以上");
        assertThat(rule(indicator("T-CQ-MIIT", "y1_training"), "regional")).doesNotContain("天");
    }

    @ParameterizedTest
    @CsvSource({
        "investment, 2000, 1000",
        "site_area, 3000, 2000",
        "lease_years, 3, 3",
        "ops_team, 15, 10",
        "eco_partners, 50, 30",
        "served_before, 50, ",
        "ip_assets, 10, ",
        "case_industries, 4, 4",
        "scenes, 8, 8",
        "scene_classes, 6, 6",
        "course_systems, 8, 8",
        "expert_resources, 100, 100",
        "y1_revenue, 500, 200",
        "y1_training, 1000, 800",
        "y1_matchmaking, 10, 8",
        "y1_consulted, 100, 60",
        "y1_solutions, 10, 5"
    })
    void thresholdIsThatOfTheCenterType(String id, String comprehensive, String regional) {
        Indicator indicator = indicator("T-CQ-MIIT", id);
        assertThat(atLeast(indicator, "comprehensive")).isEqualTo(comprehensive);
        assertThat(atLeast(indicator, "regional")).isEqualTo(regional);
    }

    @Test
    void someThingsAreAskedOfOneTypeOnly() {
        assertThat(form("T-CQ-MIIT").asked("comprehensive")).hasSize(19);
        assertThat(form("T-CQ-MIIT").asked("regional"))
                .hasSize(17)
                .extracting(Indicator::id)
                .doesNotContain("y1_courses", "y1_ip");
        assertThat(form("T-CQ-MIIT").asked("industry")).isEmpty();
    }

    @Test
    void thousandsOfPeopleAreKeptAsPeople() {
        for (String form : List.of("A-SX-R", "A-SX-I", "A-SX-E")) {
            Indicator people = indicator(form, "training_people_k_2y");
            assertThat(people.unit()).isEqualTo("千人");
            assertThat(people.keptIn()).isEqualTo("人");
        }
        assertThat(indicator("E-CQ-R", "training_person_times").keptIn()).isEqualTo("人次");
    }

    @Test
    void aSchemeWithoutTypesOfCentersCanHaveAForm() {
        ObjectNode json = json("A-SX-R");
        json.put("id", "A-QD").put("scheme", "qingdao-2021").putArray("centerTypes");
        Form form = FormReader.read(json);
        assertThat(form.isFor("")).isTrue();
        assertThat(form.isFor("regional")).isFalse();
        assertThat(form.asked("")).hasSize(22);
    }

    static Stream<Consumer<ObjectNode>> contradictions() {
        return Stream.of(
                form -> ((ArrayNode) form.path("indicators")).add(row(form, 0).put("row", 20)),
                form -> row(form, 1).put("row", 7),
                form -> row(form, 6).put("ratioOf", "staff"),
                form -> row(form, 8).put("partOf", "staff"),
                form -> row(form, 8).putObject("asked").putObject("industry").put("rule", "…"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void refusesAFormThatContradictsItself(Consumer<ObjectNode> change) {
        ObjectNode json = json("E-CQ-R");
        change.accept(json);
        assertThatIllegalStateException()
                .isThrownBy(() -> FormReader.read(json))
                .withMessageStartingWith("form E-CQ-R: ");
    }

    private static ObjectNode json(String form) {
        return (ObjectNode) Resources.json("forms/" + form + ".json");
    }

    private static ObjectNode row(ObjectNode form, int index) {
        return (ObjectNode) form.path("indicators").get(index);
    }

    static Form form(String id) {
        return Objects.requireNonNull(FORMS.find(id));
    }

    private static Indicator indicator(String form, String id) {
        return Objects.requireNonNull(form(form).indicators().get(id));
    }

    private static Indicator.Demand demand(Indicator indicator, String centerType) {
        return Objects.requireNonNull(indicator.asked().get(centerType));
    }

    private static String rule(Indicator indicator, String centerType) {
        return demand(indicator, centerType).rule();
    }

    private static @Nullable String atLeast(Indicator indicator, String centerType) {
        BigDecimal atLeast = demand(indicator, centerType).atLeast();
        return atLeast == null ? null : atLeast.toPlainString();
    }

    @Test
    void evidenceIsAskedWhereAnAnswerWithoutItIsInvalid() {
        assertThat(FORMS.all().stream().filter(Form::evidenceRequired).map(Form::id))
                .containsExactlyInAnyOrderElementsOf(Set.of("A-SX-R", "A-SX-I", "A-SX-E"));
    }
}
