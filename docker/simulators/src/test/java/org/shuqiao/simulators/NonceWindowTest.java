package org.shuqiao.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.shuqiao.simulators.NonceWindow.Verdict;

class NonceWindowTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long WINDOW = 600_000;

    private final NonceWindow nonces = new NonceWindow(Duration.ofMillis(WINDOW), 3);

    @Test
    void holdsBothEndsAndNothingBeyond() {
        assertThat(nonces.holds(NOW - WINDOW, NOW)).isTrue();
        assertThat(nonces.holds(NOW + WINDOW, NOW)).isTrue();
        assertThat(nonces.holds(NOW - WINDOW - 1, NOW)).isFalse();
        assertThat(nonces.holds(NOW + WINDOW + 1, NOW)).isFalse();
        assertThat(nonces.holds(Long.MIN_VALUE, NOW)).isFalse();
        assertThat(nonces.holds(Long.MAX_VALUE, NOW)).isFalse();
    }

    @Test
    void refusesASecondUseWhileTheTimestampIsStillGood() {
        assertThat(nonces.take("n", NOW, NOW)).isEqualTo(Verdict.TAKEN);
        assertThat(nonces.hasSeen("n", NOW + WINDOW)).isTrue();
        assertThat(nonces.take("n", NOW, NOW + WINDOW)).isEqualTo(Verdict.SEEN_BEFORE);
    }

    @Test
    void refusesASecondUseOfAFutureTimestampForTwiceTheWindow() {
        nonces.take("n", NOW + WINDOW, NOW);
        assertThat(nonces.take("n", NOW + WINDOW, NOW + 2 * WINDOW)).isEqualTo(Verdict.SEEN_BEFORE);
        assertThat(nonces.take("n", NOW + 2 * WINDOW, NOW + 2 * WINDOW + 1)).isEqualTo(Verdict.TAKEN);
    }

    @Test
    void forgetsWhatNoCallCanUseAnyMore() {
        nonces.take("a", NOW, NOW);
        nonces.take("b", NOW, NOW);
        nonces.take("c", NOW + WINDOW + 1, NOW + WINDOW + 1);
        assertThat(nonces.size()).isEqualTo(1);
    }

    @Test
    void refusesInsteadOfForgettingWhenFull() {
        nonces.take("a", NOW, NOW);
        nonces.take("b", NOW, NOW);
        nonces.take("c", NOW, NOW);
        assertThat(nonces.take("d", NOW, NOW)).isEqualTo(Verdict.FULL);
        assertThat(nonces.take("a", NOW, NOW)).isEqualTo(Verdict.SEEN_BEFORE);
    }

    @Test
    void givesOneNonceToOneOfManyCalls() {
        long taken = IntStream.range(0, 1_000)
                .parallel()
                .filter(i -> nonces.take("n", NOW, NOW) == Verdict.TAKEN)
                .count();
        assertThat(taken).isEqualTo(1);
    }
}
