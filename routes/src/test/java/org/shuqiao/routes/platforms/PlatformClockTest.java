package org.shuqiao.routes.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.mappings.platforms.ClockWindow;
import org.shuqiao.routes.keys.SettableClock;

class PlatformClockTest {
    private static final long WINDOW_SECONDS = 600;

    private final SettableClock ours = new SettableClock(Qingdao.NOW);

    private PlatformClock clock(long maxCorrectionSeconds) {
        return new PlatformClock(
                Optional.of(new ClockWindow(WINDOW_SECONDS * 1000, maxCorrectionSeconds * 1000, Set.of())), ours);
    }

    /** An answer after a second, whose date is so far ahead. */
    private void answer(PlatformClock clock, long secondsAhead) {
        Instant sent = ours.instant();
        ours.advance(Duration.ofSeconds(1));
        clock.answered(sent, date(ours.instant().plusSeconds(secondsAhead)));
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        // ahead, allowed, told, corrected
        "0, 600, false, 0",
        "300, 600, false, 0",
        "301, 600, true, 301",
        "400, 0, true, 0",
        "400, 60, true, 60",
        "700, 600, true, 600",
        // Within the second that the answer took, and the one that Date leaves open.
        "-302, 600, false, 0",
        "-303, 600, true, -301",
        "-400, 60, true, -60"
    })
    void followsAClockThatIsFarAwayAsFarAsItMay(long ahead, long allowed, boolean told, long corrected) {
        PlatformClock clock = clock(allowed);
        answer(clock, ahead);

        assertThat(clock.skew("p").isPresent()).isEqualTo(told);
        assertThat(clock.stamp(Qingdao.NOW)).isEqualTo(Qingdao.NOW.plusSeconds(corrected));
        assertThat(clock.now()).isEqualTo(ours.instant().plusSeconds(corrected));
    }

    @Test
    void tellsHowFarItIsAndWhatIsDone() {
        PlatformClock clock = clock(60);
        answer(clock, 400);
        assertThat(clock.skew("p")).hasValue(new PlatformClock.Skew("p", 400, WINDOW_SECONDS, 60, null));
    }

    @Test
    void takesWhatALongAnswerLeavesOpenInFavourOfBothClocks() {
        PlatformClock clock = clock(600);
        Instant sent = ours.instant();
        ours.advance(Duration.ofSeconds(700));
        clock.answered(sent, date(sent.plusSeconds(350)));
        assertThat(clock.skew("p")).isEmpty();
    }

    @Test
    void forgetsASkewOnceTheClocksAgree() {
        PlatformClock clock = clock(600);
        answer(clock, 400);
        clock.refused();
        answer(clock, 0);
        assertThat(clock.skew("p")).isEmpty();
        assertThat(clock.stamp(Qingdao.NOW)).isEqualTo(Qingdao.NOW);
    }

    @Test
    void tellsARefusalOfTimeStampsWithoutAnyDate() {
        PlatformClock clock = clock(600);
        clock.refused();
        assertThat(clock.skew("p"))
                .hasValueSatisfying(skew -> assertThat(skew.refusedAt()).isEqualTo(Qingdao.NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "Sun, 99 Nov 1994 08:49:37 GMT", "2026-06-01T00:00:00Z"})
    void hearsNothingInWhatIsNoDate(String date) {
        PlatformClock clock = clock(600);
        clock.answered(ours.instant(), date);
        clock.answered(ours.instant(), null);
        assertThat(clock.skew("p")).isEmpty();
    }

    @Test
    void measuresNothingWhereNobodyLooksAtTimeStamps() {
        PlatformClock clock = new PlatformClock(Optional.empty(), ours);
        answer(clock, 100_000);
        assertThat(clock.skew("p")).isEmpty();
        assertThat(clock.stamp(Qingdao.NOW)).isEqualTo(Qingdao.NOW);
    }
}
