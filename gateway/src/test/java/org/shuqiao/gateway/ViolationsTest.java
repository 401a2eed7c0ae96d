package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A record that breaks rules is told all of them at once, and none of its values. */
@ExtendWith(OneGateway.class)
class ViolationsTest {
    private final TestCenter center;

    ViolationsTest(GatewayUnderTest gateway) {
        this.center = gateway.newCenter();
    }

    @AfterEach
    void nothingIsStored() {
        assertThat(center.stored()).isEmpty();
    }

    @Test
    void listsEveryViolationAtOnce() {
        ObjectNode record = center.activity();
        record.remove("title");
        record.put("type", "picnic");
        record.put("end", "2020-01-01T00:00:00+08:00");
        record.put("favourite_colour", "湖蓝");
        record.withObject("/served/0").put("usci", "91370283MA3D1K2236");
        record.withObject("/contacts/0").put("mobile", "1865320045");

        Answer answer = center.submit("activity", record).expectProblem(422, "INVALID_RECORD");

        assertThat(answer.json().path("violations"))
                .extracting(v -> v.path("pointer").stringValue(), v -> v.path("rule")
                        .stringValue())
                .contains(
                        tuple("/title", "REQUIRED"),
                        tuple("/type", "NOT_IN_CODE_TABLE"),
                        tuple("/end", "END_BEFORE_START"),
                        tuple("/favourite_colour", "UNKNOWN_FIELD"),
                        tuple("/served/0/usci", "USCI_CHECK_DIGIT"),
                        tuple("/contacts/0/mobile", "MOBILE_FORM"));
        assertThat(answer.json().path("violations")).allSatisfy(ViolationsTest::isTwoLanguages);
        assertThat(answer.text()).doesNotContain("picnic", "湖蓝", "91370283MA3D1K2236", "1865320045", "2020-01-01");
    }

    private static void isTwoLanguages(JsonNode violation) {
        assertThat(violation.path("zh").stringValue()).containsPattern("\\p{IsHan}");
        assertThat(violation.path("en").stringValue()).matches("\\p{ASCII}+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agreement_id", "purpose", "class_max"})
    void refusesAFieldThatIsTheGatewaysToDecide(String field) {
        ObjectNode record = center.activity();
        record.put(field, "x");

        assertThat(center.submit("activity", record)
                        .expectProblem(422, "INVALID_RECORD")
                        .json()
                        .path("violations"))
                .extracting(v -> v.path("pointer").stringValue(), v -> v.path("rule")
                        .stringValue())
                .containsExactly(tuple("/" + field, "FIELD_RESERVED"));
    }

    @Test
    void refusesARecordOfAnotherDataset() {
        center.submit("activity", center.record("diagnosis_report")).expectProblem(422, "INVALID_RECORD");
    }

    @Test
    void namesNoValueOfAnUnknownName() {
        ObjectNode record = center.activity();
        record.put("13800138000", "x");

        assertThat(center.submit("activity", record)
                        .expectProblem(422, "INVALID_RECORD")
                        .json()
                        .path("violations"))
                .hasSize(1);
    }
}
