package org.shuqiao.routes.hints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class HintBudgetTest {
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(60);

    /** A clock that stands still until it is moved. */
    private static final class StoppedClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T00:00:00Z");

        void forward(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final StoppedClock clock = new StoppedClock();
    private final HintBudget budget = new HintBudget(8, FORGOTTEN_AFTER, clock);

    @Test
    void givesFreshWorkHalf() {
        for (int i = 0; i < 4; i++) {
            assertThat(budget.takeFresh("qingdao")).isTrue();
        }

        assertThat(budget.takeFresh("qingdao")).isFalse();
        assertThat(budget.room("qingdao")).isEqualTo(4);
    }

    @Test
    void givesFreshWorkNothingWhileTheSweeperUsesHalf() {
        for (int i = 0; i < 4; i++) {
            budget.take("qingdao");
        }

        assertThat(budget.takeFresh("qingdao")).isFalse();
    }

    @Test
    void hasNoRoomLeftWhenAllAreOut() {
        for (int i = 0; i < 9; i++) {
            budget.take("qingdao");
        }

        assertThat(budget.room("qingdao")).isZero();
    }

    @Test
    void hasRoomAgainForWhatIsGivenBack() {
        for (int i = 0; i < 8; i++) {
            budget.take("qingdao");
        }
        budget.giveBack("qingdao");

        assertThat(budget.room("qingdao")).isEqualTo(1);
    }

    @Test
    void isNotMadeLargerByGivingBackTooMuch() {
        budget.giveBack("qingdao");

        assertThat(budget.room("qingdao")).isEqualTo(8);
    }

    @Test
    void forgetsAHintThatNobodyGivesBack() {
        budget.take("qingdao");
        clock.forward(FORGOTTEN_AFTER);
        assertThat(budget.room("qingdao")).isEqualTo(7);

        clock.forward(Duration.ofMillis(1));

        assertThat(budget.room("qingdao")).isEqualTo(8);
    }

    @Test
    void keepsPlatformsApart() {
        for (int i = 0; i < 8; i++) {
            budget.take("qingdao");
        }

        assertThat(budget.room("jinan")).isEqualTo(8);
        assertThat(budget.takeFresh("jinan")).isTrue();
    }
}
