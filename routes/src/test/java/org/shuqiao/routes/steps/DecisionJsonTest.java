package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.failures.ReasonCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecisionJsonTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void namesAgreementsTransformsAndWhatWasStripped() {
        AgreedSubmission agreed = SampleTransfer.agreed();

        JsonNode json = JSON.readTree(DecisionJson.of(
                agreed.permit(), SampleTransfer.desensitised(agreed).values()));

        assertThat(json.propertyNames())
                .containsExactly(
                        "considered", "inForce", "trail", "agreements", "duties", "transforms", "stripped", "masking");
        assertThat(json.at("/agreements/0/id").stringValue()).isEqualTo("A1");
        assertThat(json.at("/agreements/0/version").intValue()).isEqualTo(1);
        assertThat(json.at("/agreements/0/hash").stringValue())
                .isEqualTo(agreed.permit().agreement().hash());
        assertThat(json.at("/considered/0/reason").stringValue()).isEmpty();
        assertThat(json.get("transforms").valueStream().map(t -> t.get("path").stringValue()))
                .containsExactlyInAnyOrder("/attendees", "/served/*/usci");
        assertThat(json.get("stripped").valueStream().map(JsonNode::stringValue))
                .contains("/venue", "/summary")
                .doesNotContain("/title");
    }

    @Test
    void holdsNoValueOfTheRecord() {
        AgreedSubmission agreed = SampleTransfer.agreed();

        String decision = DecisionJson.of(
                agreed.permit(), SampleTransfer.desensitised(agreed).values());

        List<String> values = new ArrayList<>();
        collect(JSON.readTree(SampleTransfer.body()), values);
        // Short ones, as "1.0", are no secrets and occur by chance.
        assertThat(values.stream().filter(value -> value.length() >= 6))
                .hasSizeGreaterThan(10)
                .allSatisfy(value -> assertThat(decision).doesNotContain(value));
    }

    @Test
    void givesTheReasonOfEachAgreementThatWasConsidered() {
        AgreedSubmission agreed = SampleTransfer.agreed();
        Decision.Considered considered = new Decision.Considered(
                agreed.permit().agreement(),
                true,
                List.of(
                        new Decision.Step("channel", "api", Set.of("api"), null),
                        new Decision.Step("purpose", "统计", Set.of("其他"), ReasonCode.PURPOSE),
                        new Decision.Step("region", "370212", List.of("3702*"), null)),
                ReasonCode.PURPOSE);
        Decision denial =
                new Decision.Denial(ReasonCode.PURPOSE, agreed.permit().agreement(), List.of(considered));

        JsonNode json = JSON.readTree(DecisionJson.of(denial, null));

        assertThat(json.at("/considered/0/reason").stringValue()).isEqualTo("PURPOSE");
        assertThat(json.at("/trail/0/steps/1").toString())
                .isEqualTo("{\"step\":\"purpose\",\"asked\":\"统计\",\"agreed\":\"[其他]\",\"reason\":\"PURPOSE\"}");
        assertThat(json.at("/trail/0/steps/2").has("asked")).isFalse();
        assertThat(json.at("/inForce/0/hash").stringValue())
                .isEqualTo(agreed.permit().agreement().hash());
        assertThat(json.get("agreements")).isEmpty();
        assertThat(json.get("transforms")).isEmpty();
    }

    private static void collect(JsonNode node, List<String> values) {
        if (node.isString()) {
            values.add(node.stringValue());
        }
        node.forEach(child -> collect(child, values));
    }
}
