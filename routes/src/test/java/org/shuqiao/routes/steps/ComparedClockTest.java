package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

class ComparedClockTest {
    private final SteppedClock here = new SteppedClock();
    private final Instant start = here.instant();
    private Duration sinceStart = Duration.ZERO;
    private final ComparedClock clock = new ComparedClock(here, () -> sinceStart.toNanos());

    /** Time goes on, for this gateway and for the ledger. */
    private void pass(Duration time) {
        here.step(time);
        sinceStart = sinceStart.plus(time);
    }

    private void compare(Duration ledgerIsAhead) {
        clock.compare(() -> start.plus(sinceStart).plus(ledgerIsAhead));
    }

    private void assertHeld(Clock asked) {
        assertThatThrownBy(asked::instant).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.HELD);
            assertThat(failure.facts()).containsEntry("reason", "CLOCK");
        });
    }

    @Test
    void tellsNoTimeBeforeItWasCompared() {
        assertThat(clock.isRight()).isFalse();
        assertThat(clock.skew()).isEmpty();
        assertHeld(clock);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 60, -60})
    void tellsTheTimeWithinAMinuteOfTheLedgers(long seconds) {
        compare(Duration.ofSeconds(seconds));

        assertThat(clock.instant()).isEqualTo(here.instant());
        assertThat(clock.skew()).contains(Duration.ofSeconds(Math.abs(seconds)));
    }

    @ParameterizedTest
    @ValueSource(longs = {60_001, -60_001, 86_400_000})
    void case36TellsNoTimeMoreThanAMinuteFromTheLedgers(long millis) {
        compare(Duration.ofMillis(millis));

        assertThat(clock.isRight()).isFalse();
        assertHeld(clock);
    }

    @ParameterizedTest
    @ValueSource(longs = {61, -61})
    void case36NoticesThatItWasSetBetweenTwoComparisons(long seconds) {
        compare(Duration.ZERO);
        pass(Duration.ofMillis(500));
        assertThat(clock.isRight()).isTrue();

        here.step(Duration.ofSeconds(seconds));

        assertThat(clock.isRight()).isFalse();
        assertHeld(clock);
        here.step(Duration.ofSeconds(-seconds));
        assertThat(clock.isRight()).isTrue();
    }

    @Test
    void tellsNoTimeWhenNobodyHasComparedItLately() {
        compare(Duration.ZERO);
        pass(Limits.CLOCK_COMPARED_WITHIN);
        assertThat(clock.isRight()).isTrue();

        pass(Duration.ofMillis(1));

        assertThat(clock.isRight()).isFalse();
        compare(Duration.ZERO);
        assertThat(clock.isRight()).isTrue();
    }

    @Test
    void countsWhatAComparisonTookAgainstTheClock() {
        clock.compare(() -> {
            Instant there = start.plus(sinceStart);
            pass(Duration.ofSeconds(20));
            return there;
        });

        assertThat(clock.skew()).contains(Duration.ofSeconds(20));
    }

    @Test
    void keepsTheComparisonBeforeWhenTheLedgerIsAway() {
        compare(Duration.ZERO);

        assertThatThrownBy(() -> clock.compare(() -> {
                    throw new IllegalStateException("away");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(clock.isRight()).isTrue();
    }
}
