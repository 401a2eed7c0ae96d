package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.WorkingDays;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.agreements.RevokeAgreement.Progress;
import org.shuqiao.routes.agreements.RevokeAgreement.Revoked;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TwoOfficers;
import tools.jackson.databind.node.ObjectNode;

class RevokeAgreementTest {
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private static TestDatabase database;
    private static Ledger ledger;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", TIMES, TestDatabase.leaves());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
        TwoOfficers.enrol(database.jdbc());
    }

    private static void inForce(int noticeDays) {
        ObjectNode json = SampleAgreement.json();
        json.putObject("revocation").put("notice_days", noticeDays).put("effect", "stop");
        byte[] source = SampleAgreement.bytes(json);
        AgreementDocument document = AgreementDocument.parse(source);
        Agreement agreement = document.agreement(Agreement.State.ACTIVE);
        TwoOfficers.putInForce(
                ledger,
                new StoredAgreement(
                        agreement.id(),
                        agreement.version(),
                        AgreementState.ACTIVE,
                        agreement.center(),
                        agreement.platform(),
                        agreement.validFrom(),
                        agreement.validUntil(),
                        document.hash(),
                        source),
                null);
    }

    private static Revoked revoke(String now) {
        Clock clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
        return new RevokeAgreement(ledger.revocations(), ledger.agreements(), WorkingDays.load(), clock)
                .revoke("A1", "officer", "breach");
    }

    @Test
    void endsAtOnceWhereNoNoticeIsAgreed() {
        inForce(0);

        assertThat(revoke("2026-09-28T02:00:00Z"))
                .isEqualTo(new Revoked(AgreementState.REVOKED, Progress.ACKNOWLEDGED, null, 0));
    }

    /** From Monday 28 September 2026: two working days to the holidays of 1 to 7 October, then the 8th. */
    @Test
    void endsWithTheLastWorkingDayOfItsNotice() {
        inForce(3);

        Revoked noticed = revoke("2026-09-28T02:00:00Z");

        assertThat(noticed.progress()).isEqualTo(Progress.NOTICED);
        assertThat(noticed.state()).isEqualTo(AgreementState.ACTIVE);
        assertThat(noticed.effectiveAt())
                .as("the end of 8 October in Shanghai")
                .isEqualTo(Instant.parse("2026-10-08T16:00:00Z"));
        assertThat(revoke("2026-09-30T02:00:00Z"))
                .as("a repeat starts nothing anew")
                .isEqualTo(noticed);
    }

    /** It is the 29th in Shanghai already. */
    @Test
    void countsFromTheDayInShanghai() {
        inForce(1);

        assertThat(revoke("2026-09-28T17:00:00Z").effectiveAt()).isEqualTo(Instant.parse("2026-09-30T16:00:00Z"));
    }

    @Test
    void guessesNoWorkingDaysOfAYearThatHasNoCalendar() {
        inForce(3650);

        Failure refused = catchThrowableOfType(Failure.class, () -> revoke("2026-09-28T02:00:00Z"));

        assertThat(refused.code()).isEqualTo(FailureCode.NO_CALENDAR);
        assertThat(refused.facts()).containsEntry("year", 2027);
        assertThat(ledger.revocations().noticed("A1", 1)).isEmpty();
    }

    @Test
    void revokesNothingThatIsNotThere() {
        Failure refused = catchThrowableOfType(Failure.class, () -> revoke("2026-09-28T02:00:00Z"));

        assertThat(refused.code()).isEqualTo(FailureCode.WRONG_STATE);
    }
}
