package org.shuqiao.routes.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.Purposes;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.ReasonCode;
import tools.jackson.databind.node.ObjectNode;

/** By which permission a take-down leaves once its agreement is revoked. */
class RevocationClauseTest {
    private static final DecisionOrder ORDER =
            new DecisionOrder((transform, than) -> transform.equals(than), Purposes.load());

    private static Question question(String dataset, Instant now) {
        return new Question(
                Agreement.Direction.OUT,
                "91370212MA3C000039",
                "qingdao",
                "qingdao-public-data",
                "api",
                dataset,
                "1.0",
                "3021015001/000031",
                "公共数据开放共享",
                Set.of(),
                "370212",
                null,
                null,
                now);
    }

    private static Agreement agreement(String id, String effect, Agreement.State state) {
        ObjectNode json = SampleAgreement.json().put("id", id);
        json.putObject("revocation").put("effect", effect);
        ((ObjectNode) json.at("/permission/1")).put("dataset", "take_down").put("catalog_code", "3021015001/000031");
        return AgreementDocument.parse(json.toString().getBytes(UTF_8)).agreement(state);
    }

    private static Decision decide(Question question, Agreement... agreements) {
        return ORDER.decide(List.of(agreements), question);
    }

    private static ReasonCode reason(Decision decision) {
        return ((Decision.Denial) decision).reason();
    }

    @Test
    void aTakeDownMayLeaveUnderARevokedAgreementThatDeletes() {
        Agreement revoked = agreement("A1", "stop_and_delete", Agreement.State.REVOKED);

        Decision.Permit permit = (Decision.Permit) decide(question("take_down", SampleAgreement.DURING), revoked);

        assertThat(permit.isAfterRevocation()).isTrue();
        assertThat(permit.considered().get(0).inForce()).isFalse();
        assertThat(permit.considered().get(0).trail().get(0))
                .isEqualTo(new Step("status", "take_down", "REVOKED, stop_and_delete", null));
    }

    @Test
    void alsoWhenItsTermIsOver() {
        Agreement revoked = agreement("A1", "stop_and_delete", Agreement.State.REVOKED);

        assertThat(decide(question("take_down", Instant.parse("2027-03-01T00:00:00Z")), revoked))
                .isInstanceOf(Decision.Permit.class);
    }

    @Test
    void nothingElseMay() {
        Agreement revoked = agreement("A1", "stop_and_delete", Agreement.State.REVOKED);

        assertThat(reason(decide(question("activity", SampleAgreement.DURING), revoked)))
                .isEqualTo(ReasonCode.REVOKED);
    }

    @Test
    void norUnderOneThatOnlyStops() {
        Agreement revoked = agreement("A1", "stop", Agreement.State.REVOKED);

        assertThat(reason(decide(question("take_down", SampleAgreement.DURING), revoked)))
                .isEqualTo(ReasonCode.REVOKED);
    }

    @Test
    void norUnderOneThatIsSuspendedOrEnded() {
        for (Agreement.State state : List.of(Agreement.State.SUSPENDED, Agreement.State.ENDED)) {
            assertThat(decide(question("take_down", SampleAgreement.DURING), agreement("A1", "stop_and_delete", state)))
                    .isInstanceOf(Decision.Denial.class);
        }
    }

    @Test
    void whatIsInForceBindsAlone() {
        Agreement revoked = agreement("A1", "stop_and_delete", Agreement.State.REVOKED);
        Agreement active = agreement("A2", "stop", Agreement.State.ACTIVE);

        Decision.Permit permit =
                (Decision.Permit) decide(question("take_down", SampleAgreement.DURING), revoked, active);

        assertThat(permit.agreements()).containsExactly(active);
        assertThat(permit.isAfterRevocation()).isFalse();
    }
}
