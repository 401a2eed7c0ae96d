package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.agreements.SampleAgreement;
import org.shuqiao.routes.ledger.Allowance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AgreedAllowancesTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String ACTIVITY = "/permission/0";
    private static final String OTHER = "/permission/1";

    @Test
    void tellsWhatEachOfTheAgreementsThatBindLetsGo() {
        Agreement first = agreement("A1", ACTIVITY, "{\"quota\":{\"rows_per_batch\":5000,\"batches_per_day\":2}}");
        Agreement second = agreement(
                "A2",
                ACTIVITY,
                "{\"quota\":{\"rows_per_month\":9},\"window\":{\"cron\":\"* 8 * * *\",\"tz\":\"Asia/Shanghai\"}}");

        assertThat(AgreedAllowances.of(permit(first, second)))
                .containsExactly(
                        new Allowance("A1", "activity", 5000, 2, null, null, null),
                        new Allowance("A2", "activity", null, null, 9, "* 8 * * *", "Asia/Shanghai"));
    }

    @Test
    void isNoneWhereNothingLimitsTheDataset() {
        Agreement unlimited = agreement("A1", ACTIVITY, "{}");
        Agreement ofOthers = agreement("A2", OTHER, "{\"quota\":{\"rows_per_month\":9}}");

        assertThat(AgreedAllowances.of(permit(unlimited, ofOthers))).isEmpty();
        assertThat(DecisionJson.of(permit(unlimited, ofOthers), null)).doesNotContain("allowances");
        assertThat(AgreedAllowances.of(ofOthers)).hasSize(1);
    }

    /** The claim knows of no agreement what its transfer's decision does not say. */
    @Test
    void standsInTheDecisionForTheClaim() {
        Agreement limited = agreement("A1", ACTIVITY, "{\"quota\":{\"rows_per_month\":9}}");

        JsonNode decision = JSON.readTree(DecisionJson.of(permit(limited), null));

        assertThat(decision.path("allowances")).isEqualTo(Allowance.json(AgreedAllowances.of(limited)));
    }

    @Test
    void holdsNothingThatOnlyARevocationClauseLetsGo() {
        Agreement limited = agreement("A1", ACTIVITY, "{\"quota\":{\"rows_per_month\":9}}", Agreement.State.REVOKED);

        assertThat(AgreedAllowances.of(permit(limited))).isEmpty();
        assertThat(DecisionJson.of(permit(limited), null)).doesNotContain("allowances");
    }

    /** That activities may go. */
    private static Decision.Permit permit(Agreement... agreements) {
        return new Decision.Permit(
                List.of(agreements),
                SampleTransfer.agreed().permit().terms(),
                Stream.of(agreements)
                        .map(one ->
                                new Decision.Considered(one, one.state() == Agreement.State.ACTIVE, List.of(), null))
                        .toList());
    }

    /** @param limits of one of its permissions */
    private static Agreement agreement(String id, String permission, String limits) {
        return agreement(id, permission, limits, Agreement.State.ACTIVE);
    }

    private static Agreement agreement(String id, String permission, String limits, Agreement.State state) {
        ObjectNode json = SampleAgreement.json();
        json.put("id", id);
        ((ObjectNode) json.at(permission)).setAll((ObjectNode) JSON.readTree(limits));
        return AgreementDocument.parse(JSON.writeValueAsBytes(json)).agreement(state);
    }
}
