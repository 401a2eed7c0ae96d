package org.shuqiao.routes.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.ReasonCode;
import tools.jackson.databind.node.ObjectNode;

/** By which permission a take-down leaves once its agreement is revoked or over. */
class RevocationClauseTest {
    private static final DecisionOrder ORDER =
            new DecisionOrder((transform, than) -> transform.equals(than), Purposes.load());

    private static final Instant AFTERWARDS = Instant.parse("2027-03-01T00:00:00Z");

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
                List.of(),
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
        assertThat(permit.considered().get(0).trail().get(1))
                .isEqualTo(new Step("status", "take_down", "REVOKED, stop_and_delete", null));
    }

    @Test
    void alsoWhenItsTermIsOver() {
        Agreement revoked = agreement("A1", "stop_and_delete", Agreement.State.REVOKED);

        assertThat(decide(question("take_down", AFTERWARDS), revoked)).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void nothingElseMay() {
        Agreement revoked = agreement("A1", "stop_and_delete", Agreement.State.REVOKED);

        assertThat(reason(decide(question("activity", SampleAgreement.DURING), revoked)))
                .isEqualTo(ReasonCode.REVOKED);
    }

    @Test
    void alsoUnderOneThatOnlyStopsBecauseAConsentMayBeWithdrawnLater() {
        Agreement revoked = agreement("A1", "stop", Agreement.State.REVOKED);

        Decision.Permit permit = (Decision.Permit) decide(question("take_down", SampleAgreement.DURING), revoked);

        assertThat(permit.isAfterRevocation()).isTrue();
        assertThat(permit.considered().get(0).trail().get(1))
                .isEqualTo(new Step("status", "take_down", "REVOKED", null));
    }

    @Test
    void alsoUnderOneWhoseTermIsOverWhetherThatWasSeenOrNot() {
        for (Agreement.State state : List.of(Agreement.State.ACTIVE, Agreement.State.ENDED)) {
            Agreement over = agreement("A1", "stop", state);

            Decision.Permit permit = (Decision.Permit) decide(question("take_down", AFTERWARDS), over);

            assertThat(permit.isAfterRevocation()).isTrue();
            assertThat(reason(decide(question("activity", AFTERWARDS), over))).isEqualTo(ReasonCode.EXPIRED);
        }
    }

    @Test
    void notUnderOneThatIsSuspended() {
        Agreement suspended = agreement("A1", "stop_and_delete", Agreement.State.SUSPENDED);

        assertThat(reason(decide(question("take_down", SampleAgreement.DURING), suspended)))
                .isEqualTo(ReasonCode.SUSPENDED);
    }

    @Test
    void notByAVersionThatANewerOneHasReplaced() {
        Agreement before = agreement("A1", "stop", Agreement.State.ENDED);
        Agreement now = version2(Agreement.State.SUSPENDED);

        assertThat(reason(decide(question("take_down", SampleAgreement.DURING), before, now)))
                .isEqualTo(ReasonCode.SUSPENDED);
    }

    private static Agreement version2(Agreement.State state) {
        ObjectNode json = SampleAgreement.json().put("id", "A1").put("version", 2);
        return AgreementDocument.parse(json.toString().getBytes(UTF_8)).agreement(state);
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
