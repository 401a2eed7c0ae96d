package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Why a transfer may leave or may not, as its center reads it. */
@ExtendWith(OneGateway.class)
class DecisionApiTest {
    private final GatewayUnderTest gateway;
    private final TestCenter center;

    DecisionApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    private static String path(JsonNode transfer) {
        return "/api/v1/transfers/" + transfer.required("transferId").stringValue() + "/decision";
    }

    private static JsonNode last(JsonNode steps) {
        return steps.get(steps.size() - 1);
    }

    @Test
    void showsEveryStepOfAPermitInTheCallersLanguage() {
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");

        Answer answer =
                center.client().get(path(transfer), "Accept-Language", "zh").expect(200);

        JsonNode steps = answer.json().at("/agreements/0/steps");
        assertThat(steps.valueStream().map(step -> step.path("step").stringValue()))
                .startsWith("signatures", "status", "clock", "parties")
                .contains("purpose", "prohibition", "region", "period");
        JsonNode payload = answer.json().path("payload");
        assertThat(payload.valueStream().map(step -> step.path("step").stringValue()))
                .containsExactly("required", "fields", "transforms", "key_version");
        for (JsonNode list : List.of(steps, payload)) {
            assertThat(list).allSatisfy(step -> {
                assertThat(step.path("name").stringValue()).containsPattern("\\p{IsHan}");
                assertThat(step.path("reason").stringValue()).isEmpty();
            });
        }
        assertThat(steps).anySatisfy(step -> {
            assertThat(step.path("step").stringValue()).isEqualTo("endpoint");
            assertThat(step.path("asked").stringValue()).isEqualTo("qingdao-public-data");
            assertThat(step.path("agreed").stringValue()).isEqualTo("qingdao-public-data");
        });
        assertThat(answer.text()).doesNotContain("91370283MA3D1K2235", "\"null\"");
    }

    @Test
    void showsTheLimitsThatTheClaimWillReserve() {
        TestCenter other = gateway.newCenter();
        TestAgreement limited = gateway.agreementOf(other).with(a -> {
            ObjectNode permission = (ObjectNode) a.at("/permission/0");
            permission.putObject("quota").put("batches_per_day", 2).put("rows_per_month", 100);
            permission.putObject("window").put("cron", "* * * * *").put("tz", "Asia/Shanghai");
        });
        gateway.putInForce(limited.bytes());
        JsonNode transfer = other.awaitTransfer(other.accepted(other.activity()), "STORED");

        JsonNode steps = other.client().get(path(transfer)).expect(200).json().at("/agreements/0/steps");

        assertThat(steps.valueStream().map(step -> step.path("step").stringValue()))
                .endsWith("quota", "window");
        assertThat(steps.get(steps.size() - 2).path("agreed").stringValue())
                .isEqualTo("callsPerDay 2, rowsPerMonth 100");
        assertThat(last(steps).path("agreed").stringValue()).isEqualTo("* * * * * Asia/Shanghai");
    }

    @Test
    void case14ShowsWhichFieldWasNotListed() {
        TestCenter other = gateway.newCenter();
        TestAgreement narrow =
                gateway.agreementOf(other).with(a -> ((ArrayNode) a.at("/permission/0/fields")).remove(5));
        gateway.putInForce(narrow.bytes());
        JsonNode transfer = other.awaitTransfer(other.accepted(other.activity()), "DENIED");

        JsonNode decision = other.client()
                .get(path(transfer), "Accept-Language", "en")
                .expect(200)
                .json();

        assertThat(transfer.path("reason").stringValue()).isEqualTo("FIELD_UNLISTED");
        assertThat(last(decision.path("payload")).path("asked").stringValue()).isEqualTo("[/attendees]");
        assertThat(last(decision.path("payload")).path("agreed").stringValue()).isEqualTo("deny");
        assertThat(last(decision.path("payload")).path("reasonText").stringValue())
                .isEqualTo("A field is not listed in the agreement");
    }

    @Test
    void showsOnWhichStepAnAgreementDidNotPermit() {
        TestCenter other = gateway.newCenter();
        TestAgreement elsewhere =
                gateway.agreementOf(other).with(a -> a.putArray("purpose").add("统计"));
        gateway.putInForce(elsewhere.bytes());

        JsonNode foreseen = other.client()
                .post("/api/v1/submissions/activity/dry-run", other.activity(), "Accept-Language", "zh")
                .expect(200)
                .json()
                .at("/platforms/0");

        assertThat(foreseen.path("reason").stringValue()).isEqualTo("PURPOSE");
        assertThat(foreseen.at("/trail/agreements/0/steps").valueStream())
                .filteredOn(step -> !step.path("reason").stringValue().isEmpty())
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.path("reason").stringValue()).isEqualTo("PURPOSE");
                    assertThat(failed.path("agreed").stringValue()).isEqualTo("[统计]");
                });
        assertThat(foreseen.at("/trail/payload")).isEmpty();
    }

    @Test
    void isForTheOwnCenterAndForOperators() {
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");

        gateway.newCenter().client().get(path(transfer)).expectProblem(404, "NOT_FOUND");
        gateway.officer().get(path(transfer)).expectProblem(403, "NOT_ALLOWED");
        assertThat(gateway.operator()
                        .get(path(transfer).replace("/api/v1/", "/api/v1/ops/"))
                        .expect(200)
                        .json())
                .isEqualTo(center.client().get(path(transfer)).expect(200).json());
    }
}
