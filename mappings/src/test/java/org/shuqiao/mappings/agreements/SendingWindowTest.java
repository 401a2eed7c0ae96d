package org.shuqiao.mappings.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendingWindowTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "* 8-17 * * *     | 2026-11-22T08:00:00+08:00 | true",
                "* 8-17 * * *     | 2026-11-22T07:59:59+08:00 | false",
                "* 8-17 * * *     | 2026-11-22T17:59:59+08:00 | true",
                "* 8-17 * * *     | 2026-11-22T18:00:00+08:00 | false",
                "* 8-17 * * *     | 2026-11-22T00:30:00Z      | true",
                "*/2 * * * *      | 2026-11-22T08:01:30+08:00 | false",
                "10-40/10 * * * * | 2026-11-22T08:30:00+08:00 | true",
                "10-40/10 * * * * | 2026-11-22T08:31:00+08:00 | false",
                "* 1,3,22-23 * * * | 2026-11-22T22:00:00+08:00 | true",
                "* * * * 1-5      | 2026-11-22T12:00:00+08:00 | false",
                "* * * * 7        | 2026-11-22T12:00:00+08:00 | true",
                "* * * * 0        | 2026-11-22T12:00:00+08:00 | true",
                "* * 22 * *       | 2026-11-22T12:00:00+08:00 | true",
                "* * 23 * *       | 2026-11-22T12:00:00+08:00 | false",
                "* * 1 * 0        | 2026-11-22T12:00:00+08:00 | true",
                "* * 22 * 1       | 2026-11-22T12:00:00+08:00 | true",
                "* * 22 12 *      | 2026-11-22T12:00:00+08:00 | false"
            })
    void isOpenInTheMinutesThatCronNames(String cron, String time, boolean open) {
        assertThat(window(cron).contains(instant(time))).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * 0 *",
                "* * * * 8",
                "5-1 * * * *",
                "*/0 * * * *",
                "5/10 * * * *",
                "1,,2 * * * *",
                "-1 * * * *",
                "@daily",
                "* * * JAN *",
                "* * * * MON",
                " * * * * *",
                "* * * * * ",
                "**  * * * *",
                "1000 * * * *"
            })
    void refusesWhatIsNoCronOfFiveFields(String cron) {
        assertThatThrownBy(() -> window(cron)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * 30 2 *", "* * 31 4,6,9,11 *", "0-59 8 30-31 2 *"})
    void knowsWhatNeverOpens(String cron) {
        assertThat(window(cron).everOpens()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"* * 29 2 *", "* * 30 2 1", "* * 31 1-12 *", "* * * * *"})
    void knowsWhatOpensSomeDay(String cron) {
        assertThat(window(cron).everOpens()).isTrue();
    }

    @Test
    void countsTheMinutesOfADay() {
        assertThat(window("* 8 * * *").minutesADay()).isEqualTo(60);
        assertThat(window("0 * * * *").minutesADay()).isEqualTo(24);
        assertThat(window("0-58 8 * * *").minutesADay()).isEqualTo(59);
    }

    @ParameterizedTest(name = "{0} from {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "* 8-17 * * *   | 2026-11-22T12:00:05+08:00 | 2026-11-22T12:00:05+08:00",
                "* 8-17 * * *   | 2026-11-22T07:10:05+08:00 | 2026-11-22T08:00:00+08:00",
                "* 8-17 * * *   | 2026-11-22T18:00:00+08:00 | 2026-11-23T08:00:00+08:00",
                "30-59 22 * * 5 | 2026-11-22T18:00:00+08:00 | 2026-11-27T22:30:00+08:00",
                "* 0 1 1 *      | 2026-11-22T18:00:00+08:00 | 2027-01-01T00:00:00+08:00",
                "* * 29 2 *     | 2026-11-22T18:00:00+08:00 | 2028-02-29T00:00:00+08:00",
                "* * 29 2 *     | 2096-03-01T00:00:00+08:00 | 2104-02-29T00:00:00+08:00"
            })
    void tellsWhenItOpensNext(String cron, String from, String opens) {
        assertThat(window(cron).nextOpening(instant(from))).isEqualTo(instant(opens));
    }

    @Test
    void anHourThatTheClockLeavesOutIsNotOpenThatDay() {
        SendingWindow window = SendingWindow.parse("* 2 * * *", BERLIN);

        assertThat(window.nextOpening(instant("2026-03-29T00:00:00+01:00")))
                .isEqualTo(instant("2026-03-30T02:00:00+02:00"));
    }

    @Test
    void anHourThatTheClockShowsTwiceIsOpenTwice() {
        SendingWindow window = SendingWindow.parse("* 2 * * *", BERLIN);

        assertThat(window.contains(instant("2026-10-25T02:30:00+02:00"))).isTrue();
        assertThat(window.contains(instant("2026-10-25T02:30:00+01:00"))).isTrue();
        assertThat(window.nextOpening(instant("2026-10-25T03:00:00+01:00")))
                .isEqualTo(instant("2026-10-26T02:00:00+01:00"));
    }

    /** What opens next is open, and nothing between is. */
    @Test
    void opensAtTheFirstMinuteThatIsOpen() {
        Random random = new Random(5);
        SendingWindow window = SendingWindow.parse("5-50/3 1-3,22 * 3,10 0", BERLIN);
        for (int i = 0; i < 200; i++) {
            Instant from = instant("2026-02-20T00:00:00Z").plusSeconds(random.nextInt(300 * 24 * 3600));
            Instant opens = window.nextOpening(from);
            assertThat(window.contains(opens)).isTrue();
            Instant before = opens.minus(Duration.ofMinutes(1));
            assertThat(before.isBefore(from) || !window.contains(before)).isTrue();
        }
    }

    private static SendingWindow window(String cron) {
        return SendingWindow.parse(cron, SHANGHAI);
    }

    @Test
    void namesWhatItLimitsAndNothingElse() {
        assertThat(window("* * * * *").limits()).isEmpty();
        assertThat(window("0-59 8-9 * * 0,7").limits())
                .containsOnlyKeys(SendingWindow.Unit.WEEKDAY, SendingWindow.Unit.HOUR)
                .containsEntry(SendingWindow.Unit.HOUR, BitSet.valueOf(new long[] {0b11_0000_0000}))
                .containsEntry(SendingWindow.Unit.WEEKDAY, BitSet.valueOf(new long[] {1}));
        assertThat(window("0 8 1 * 1").limits())
                .containsKeys(SendingWindow.Unit.DAY, SendingWindow.Unit.WEEKDAY, SendingWindow.Unit.MINUTE);
        assertThat(window("* * 1-31 * 1").limits()).isEmpty(); // Either will do, and one always does.
    }

    private static Instant instant(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
