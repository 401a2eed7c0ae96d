package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.Act;
import org.shuqiao.routes.agreements.DecisionOrder.Question;
import org.shuqiao.routes.failures.ReasonCode;

/** Reference cases about when an agreement holds and between whom, each by its number. */
class LifeCasesTest {
    private static final Agreement A1 = AgreementDocument.parse(SampleAgreement.bytes(SampleAgreement.json()))
            .agreement(Agreement.State.ACTIVE);

    static Question question(Instant now) {
        return asked("91370212MA3C000039", "qingdao-public-data", "1.0", now);
    }

    private static Question asked(String center, String endpoint, String schema, Instant now) {
        return new Question(
                Agreement.Direction.OUT,
                center,
                "qingdao",
                endpoint,
                "api",
                "activity",
                schema,
                "3021015001/000031",
                "公共数据开放共享",
                Set.of(Act.STORE, Act.DISPLAY, Act.AGGREGATE),
                List.of(),
                "370212",
                null,
                null,
                now);
    }

    /** Null where it is permitted. */
    private static @Nullable ReasonCode reason(Question question) {
        Decision decision = AgreementWorld.ORDER.decide(List.of(A1), question);
        return decision instanceof Decision.Denial denial ? denial.reason() : null;
    }

    private static Instant shanghai(String localTime) {
        return Instant.parse(localTime + "+08:00");
    }

    @Test
    void case5TheLastDayIsPermittedToItsLastSecondAndNoLonger() {
        assertThat(reason(question(shanghai("2026-12-31T23:59:59")))).isNull();
        assertThat(reason(question(shanghai("2027-01-01T00:00:00")))).isEqualTo(ReasonCode.EXPIRED);
    }

    @Test
    void case6AnAgreementThatStartsTomorrowPermitsNothingToday() {
        assertThat(reason(question(shanghai("2025-12-31T23:59:59")))).isEqualTo(ReasonCode.NOT_YET);
        assertThat(reason(question(shanghai("2026-01-01T00:00:00")))).isNull();
    }

    @Test
    void case9AnotherCentersCodeIsNotTheParty() {
        assertThat(reason(asked("91370281MA3F7Q005Q", "qingdao-public-data", "1.0", SampleAgreement.DURING)))
                .isEqualTo(ReasonCode.PARTY);
    }

    @Test
    void case11TheTestPlatformIsAnotherEndpoint() {
        assertThat(reason(asked("91370212MA3C000039", "qingdao-test", "1.0", SampleAgreement.DURING)))
                .isEqualTo(ReasonCode.ENDPOINT);
    }

    @Test
    void case27SchemaTwoIsOutsideTheRange() {
        assertThat(reason(asked("91370212MA3C000039", "qingdao-public-data", "2.0", SampleAgreement.DURING)))
                .isEqualTo(ReasonCode.SCHEMA);
    }
}
