package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Days and months end at midnight in Shanghai. */
class QuotaAccountTest {
    private static final Instant LAST_OF_MAY = Instant.parse("2026-05-31T15:59:59.999Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-05-31T16:00:00Z");

    private final QuotaAccount account = new QuotaAccount(
            new QuotaKey("A1", "activity"), LocalDate.parse("2026-05-30"), 2, LocalDate.parse("2026-05-01"), 70);

    @Test
    void countsTheCallsOfADayAndTheRowsOfAMonth() {
        account.turnTo(Instant.parse("2026-05-30T15:59:59.999Z"));
        assertThat(account.calls()).isEqualTo(2);

        account.turnTo(LAST_OF_MAY);
        assertThat(account.day()).isEqualTo("2026-05-31");
        assertThat(account.calls()).isZero();
        assertThat(account.rows()).isEqualTo(70);

        account.turnTo(MIDNIGHT);
        assertThat(account.day()).isEqualTo("2026-06-01");
        assertThat(account.month()).isEqualTo("2026-06-01");
        assertThat(account.rows()).isZero();
    }

    @Test
    void saysWhenTheNextDayAndMonthBegin() {
        account.turnTo(LAST_OF_MAY);

        assertThat(account.nextDay()).isEqualTo(MIDNIGHT);
        assertThat(account.nextMonth()).isEqualTo(MIDNIGHT);
    }

    @Test
    void doesNotTurnBackForAClaimThatBeganBeforeMidnight() {
        account.turnTo(MIDNIGHT);
        account.takeCall();
        account.takeRow();

        account.turnTo(LAST_OF_MAY);

        assertThat(account.day()).isEqualTo("2026-06-01");
        assertThat(account.calls()).isEqualTo(1);
        assertThat(account.rows()).isEqualTo(1);
    }

    @Test
    void takesNothingBackThatWasTakenInAnotherPeriod() {
        account.turnTo(LAST_OF_MAY);
        account.takeCall();
        account.takeRow();

        account.giveCallBack(LocalDate.parse("2026-05-30"));
        account.giveRowBack(LocalDate.parse("2026-04-01"));
        assertThat(account.calls()).isEqualTo(1);
        assertThat(account.rows()).isEqualTo(71);

        account.giveCallBack(LocalDate.parse("2026-05-31"));
        account.giveRowBack(LocalDate.parse("2026-05-01"));
        assertThat(account.calls()).isZero();
        assertThat(account.rows()).isEqualTo(70);
    }
}
