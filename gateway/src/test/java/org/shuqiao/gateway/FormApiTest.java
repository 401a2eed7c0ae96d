package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.forms.DerivedRules;
import org.shuqiao.mappings.forms.Form;
import org.shuqiao.mappings.forms.FormDifference;
import org.shuqiao.mappings.forms.Indicator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers of a form as a center's own records say them, and a filed form that says something else. */
@ExtendWith(OneGateway.class)
class FormApiTest {
    private static final String DERIVED = "/api/v1/forms/E-CQ-R/derived?year=2025";

    private final GatewayUnderTest gateway;
    private final TestCenter center;

    FormApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
    }

    private static ObjectNode forum(TestCenter of, int attendees) {
        ObjectNode forum = of.activity();
        forum.put("type", "forum")
                .put("status", "held")
                .put("attendees", attendees)
                .put("person_times", attendees)
                .put("start", "2025-06-12T09:00:00+08:00")
                .put("end", "2025-06-12T17:00:00+08:00")
                .put("continuous_days", 1);
        return forum;
    }

    private static JsonNode number(TestCenter of, String indicator) {
        return of.client()
                .get(DERIVED, "Accept-Language", "zh")
                .expect(200)
                .json()
                .path("values")
                .valueStream()
                .filter(value -> value.path("indicator").stringValue().equals(indicator))
                .findFirst()
                .orElseThrow();
    }

    private Answer submit(String dataset, ObjectNode record) {
        return center.client().post("/api/v1/submissions/" + dataset, record).expect(202);
    }

    @Test
    void countsTheNewestVersionOfEachRecordOfTheCenterAlone() {
        ObjectNode first = forum(center, 99);
        submit("activity", first);
        assertThat(number(center, "promotion_events").path("value").intValue()).isZero();

        submit("activity", first.put("version", 2).put("attendees", 100).put("person_times", 100));

        JsonNode number = number(center, "promotion_events");
        assertThat(number.path("value").intValue()).isEqualTo(1);
        assertThat(number.path("label").stringValue()).isEqualTo("宣传推广活动");
        assertThat(number.path("from").stringValue()).isEqualTo("2025-01-01");
        assertThat(number.path("to").stringValue()).isEqualTo("2025-12-31");
        assertThat(number.path("read").intValue()).isEqualTo(1);
        assertThat(number.path("complete").booleanValue()).isTrue();
        assertThat(number.path("formula").stringValue()).contains("100人");
        assertThat(number(gateway.newCenter(), "promotion_events").path("read").intValue())
                .as("of another center")
                .isZero();
    }

    @Test
    void saysNothingOfDifferencesOfRecordsThatAreNoForms() {
        Answer answer = submit("activity", forum(center, 200));

        assertThat(answer.json().has("differences")).isFalse();
        assertThat(center.client()
                        .get(answer.json().path("statusUrl").stringValue())
                        .expect(200)
                        .json()
                        .has("differences"))
                .isFalse();
    }

    @Test
    void saysADifferenceInBothLanguages() {
        DerivedRules rules = DerivedRules.load();
        Form form = rules.form("E-CQ-R");
        Indicator indicator = form.indicators().get("promotion_events");
        FormDifference exact =
                new FormDifference("/values/16/value", form, indicator, new BigDecimal("7"), BigDecimal.ONE, true);
        FormDifference least =
                new FormDifference("/values/16/value", form, indicator, BigDecimal.ZERO, BigDecimal.ONE, false);

        List<FiledDifference> told = FiledDifference.of(Optional.of(List.of(exact, least)));

        assertThat(told).extracting(FiledDifference::zh).containsExactly("填报7，按已提交记录计算为1", "填报0，按已提交记录计算至少为1");
        assertThat(told.get(1).en()).isEqualTo("filed as 0, by the records handed in it is at least 1");
        assertThat(told.get(0).clause()).endsWith("“宣传推广活动”");
        assertThat(FiledDifference.of(Optional.empty())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/forms/E-CQ-R/derived",
                "/api/v1/forms/E-CQ-R/derived?year=1",
                "/api/v1/forms/E-CQ-R/derived?year=x",
                "/api/v1/forms/E-CQ-R/derived?year=2025&kinds=some",
                "/api/v1/forms/E-CQ-R/derived?year=2025&people=LISTED",
                "/api/v1/forms/E-CQ-R/derived?year=2025&local=village",
                "/api/v1/forms/T-CQ-MIIT/derived?year=2025&acceptedOn=2025-02-30"
            })
    void refusesWhatItDoesNotUnderstand(String path) {
        center.client().get(path).expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void isForCentersAndKnowsItsForms() {
        center.client().get("/api/v1/forms/nothing/derived?year=2025").expectProblem(404, "NOT_FOUND");
        gateway.officer().get(DERIVED).expectProblem(403, "NOT_ALLOWED");
        assertThat(center.client()
                        .get("/api/v1/forms/T-CQ-MIIT/derived?year=2025")
                        .expect(200)
                        .json()
                        .at("/values/0/value")
                        .isNull())
                .isTrue();
    }
}
