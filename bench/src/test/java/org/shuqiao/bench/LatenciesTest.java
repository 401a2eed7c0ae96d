package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static final long MILLI = 1_000_000;

    @Test
    void takesTheNearestRank() {
        Latencies latencies = Latencies.ofNanos(LongStream.rangeClosed(1, 1000).map(i -> (1001 - i) * MILLI));

        assertThat(latencies.percentileMillis(50)).isEqualTo(500);
        assertThat(latencies.percentileMillis(99)).isEqualTo(990);
        assertThat(latencies.percentileMillis(99.9)).isEqualTo(999);
        assertThat(latencies.percentileMillis(100)).isEqualTo(1000);
    }

    @Test
    void roundsTheRankUpSoThatFewValuesShowTheWorst() {
        Latencies latencies = Latencies.ofNanos(LongStream.of(3 * MILLI, MILLI, 2 * MILLI));

        assertThat(latencies.percentileMillis(50)).isEqualTo(2);
        assertThat(latencies.percentileMillis(99)).isEqualTo(3);
        assertThat(latencies.percentileMillis(0.1)).isEqualTo(1);
    }

    @Test
    void knowsNothingWhereNothingWasMeasured() {
        assertThat(Latencies.ofNanos(LongStream.empty()).percentileMillis(50)).isNaN();
    }

    @Test
    void refusesWhatIsNoPercentile() {
        Latencies latencies = Latencies.ofNanos(LongStream.of(MILLI));

        assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentileMillis(0));
        assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentileMillis(100.1));
        assertThatIllegalArgumentException().isThrownBy(() -> latencies.percentileMillis(Double.NaN));
    }
}
