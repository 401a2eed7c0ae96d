package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void openLoopSpreadsRecordsEvenlyWhateverTheTime() {
        Pace pace = new Pace.OpenLoop(250, 1000);

        assertThat(pace.dueNanos(0, 0)).isZero();
        assertThat(pace.dueNanos(1, 0)).isEqualTo(SECOND / 250);
        assertThat(pace.dueNanos(1, 77 * SECOND)).isEqualTo(SECOND / 250);
        assertThat(pace.dueNanos(500, 0)).isEqualTo(2 * SECOND);
    }

    @Test
    void openLoopDoesNotDrift() {
        Pace pace = new Pace.OpenLoop(3, 10_000_000);

        assertThat(pace.dueNanos(3_000_000, 0)).isEqualTo(1_000_000 * SECOND);
    }

    @Test
    void openLoopEndsByCountAndNeverByTime() {
        Pace pace = new Pace.OpenLoop(250, 1000);

        assertThat(pace.includes(999, 1_000 * SECOND)).isTrue();
        assertThat(pace.includes(1000, 0)).isFalse();
    }

    @Test
    void closedLoopIsDueAtOnceAndEndsByCountOrTime() {
        Pace pace = new Pace.ClosedLoop(10, SECOND);

        assertThat(pace.dueNanos(5, 42)).isEqualTo(42);
        assertThat(pace.includes(9, SECOND - 1)).isTrue();
        assertThat(pace.includes(10, 0)).isFalse();
        assertThat(pace.includes(0, SECOND)).isFalse();
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace.OpenLoop(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pace.OpenLoop(Double.NaN, 1));
    }
}
