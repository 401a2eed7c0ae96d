package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(
            Duration.ofMillis(500), Duration.ofMinutes(5), 12, Duration.ofDays(3), Qingdao.CLOCK, new Random(1));

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "10, 256000", "11, 300000", "12, 300000", "1000000, 300000"})
    void restsBetweenHalfAndAllOfATimeThatDoublesUpToItsLimit(int sent, long fullMs) {
        assertThat(IntStream.range(0, 1000)
                        .mapToObj(i -> BACKOFF.rest(sent).toMillis())
                        .toList())
                .allSatisfy(rest -> assertThat(rest).isBetween(fullMs / 2, fullMs))
                .anySatisfy(rest -> assertThat(rest).isLessThan(fullMs * 6 / 10))
                .anySatisfy(rest -> assertThat(rest).isGreaterThan(fullMs * 9 / 10));
    }

    @Test
    void restsAtLeastAMomentHoweverSmallItsFirstTime() {
        Backoff none = new Backoff(Duration.ZERO, Duration.ZERO, 1, Duration.ZERO, Qingdao.CLOCK, new Random(1));

        assertThat(none.rest(1)).isBetween(Duration.ZERO, Duration.ofMillis(1));
    }

    @Test
    void isSpentByNumberOrByAge(@TempDir Path keys) {
        Qingdao qingdao = new Qingdao(keys);

        assertThat(BACKOFF.isSpent(qingdao.claimed(11, 11, Qingdao.NOW))).isFalse();
        assertThat(BACKOFF.isSpent(qingdao.claimed(12, 12, Qingdao.NOW))).isTrue();
        assertThat(BACKOFF.isSpent(qingdao.claimed(40, 1, Qingdao.NOW))).isFalse();
        assertThat(BACKOFF.isSpent(qingdao.claimed(1, 1, Qingdao.NOW.minus(Duration.ofDays(3)))))
                .isFalse();
        assertThat(BACKOFF.isSpent(qingdao.claimed(
                        1, 1, Qingdao.NOW.minus(Duration.ofDays(3)).minusMillis(1))))
                .isTrue();
    }
}
