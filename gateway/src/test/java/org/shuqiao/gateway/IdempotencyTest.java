package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The same thing said twice is one thing; another thing under the same name is refused. */
@ExtendWith(OneGateway.class)
class IdempotencyTest {
    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final String key = UUID.randomUUID().toString();

    IdempotencyTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenterWithAgreement();
    }

    @Test
    void answersTheSameBytesWithTheFirstId() {
        ObjectNode record = center.activity();
        String first = center.accepted(record);

        assertThat(center.accepted(record)).isEqualTo(first);
        center.awaitTransfer(first, "STORED");
        assertThat(center.accepted(record)).isEqualTo(first);
        assertThat(center.stored()).hasSize(1);
        assertThat(center.submission(first).path("transfers")).hasSize(1);
    }

    @Test
    void refusesOtherBytesOfTheSameRecord() {
        ObjectNode record = center.activity();
        String first = center.accepted(record);
        byte[] spaced = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsBytes(record);

        Answer answer = center.submit("activity", spaced).expectProblem(409, "IDEMPOTENCY_CONFLICT");

        assertThat(answer.json().path("firstSubmission").stringValue()).isEqualTo(first);
        assertThat(center.stored()).hasSize(1);
    }

    @Test
    void takesTheNextVersionAsANewRecord() {
        ObjectNode record = center.activity();
        String first = center.accepted(record);
        record.put("version", 2);

        assertThat(center.accepted(record)).isNotEqualTo(first);
    }

    @Test
    void bindsAnIdempotencyKeyToItsFirstRecord() {
        ObjectNode record = center.activity();
        String first = center.accepted(record, "Idempotency-Key", key);
        assertThat(center.accepted(record, "Idempotency-Key", key)).isEqualTo(first);

        ObjectNode other = center.activity();
        center.submit("activity", other, "Idempotency-Key", key).expectProblem(409, "IDEMPOTENCY_CONFLICT");

        assertThat(center.stored()).hasSize(1);
        assertThat(center.accepted(other)).isNotEqualTo(first);
    }

    @Test
    void bindsAKeyToARecordThatCameWithoutOne() {
        ObjectNode record = center.activity();
        String first = center.accepted(record);

        assertThat(center.accepted(record, "Idempotency-Key", key)).isEqualTo(first);
        center.submit("activity", center.activity(), "Idempotency-Key", key).expectProblem(409, "IDEMPOTENCY_CONFLICT");
    }

    @Test
    void answersAsEverWhateverTheCallerAccepts() {
        ObjectNode record = center.activity();

        String first = center.accepted(record, "Accept", "application/xml");

        assertThat(center.accepted(record)).isEqualTo(first);
    }

    @Test
    void keepsTheKeysOfTwoCentersApart() {
        TestCenter other = gateway.newCenter();

        String first = center.accepted(center.activity(), "Idempotency-Key", key);

        assertThat(other.accepted(other.activity(), "Idempotency-Key", key)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a\tb"})
    void refusesAKeyThatAProxyMightChange(String unusable) {
        center.submit("activity", center.activity(), "Idempotency-Key", unusable)
                .expectProblem(400, "BAD_REQUEST");

        assertThat(center.stored()).isEmpty();
    }

    @Test
    void refusesTwoKeysThatNameTwoSubmissions() {
        ObjectNode record = center.activity();
        center.accepted(record, "Idempotency-Key", key);
        String second = center.accepted(center.activity(), "Idempotency-Key", key + "-2");

        Answer answer = center.submit("activity", record, "Idempotency-Key", key + "-2")
                .expectProblem(409, "IDEMPOTENCY_CONFLICT");

        assertThat(answer.json().path("firstSubmission").stringValue()).isEqualTo(second);
    }
}
