package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.mappings.Datasets;

class WayBackRecordsTest {
    private static final Instant NOW = Instant.parse("2027-02-27T16:30:00.123Z");

    private final WayBackRecords records =
            new WayBackRecords(Datasets.load(), "run1", Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void everyRecordIsValidAndOfThisRun() {
        DemoRecord morning = records.morning();

        assertThat(List.of(
                        morning,
                        records.afternoon(),
                        records.item(),
                        records.booking(morning, "-1"),
                        records.content()))
                .allSatisfy(record -> {
                    assertThatCode(() -> record.dataset().read(record.bytes())).doesNotThrowAnyException();
                    assertThat(records.isOfThisRun(text(record, "record_id"))).isTrue();
                });
    }

    @Test
    void slotsAreStillToComeAndTheAfternoonIsAfterTheMorning() {
        assertThat(time(records.morning(), "start")).isAfter(NOW);
        assertThat(time(records.afternoon(), "start")).isAfter(time(records.morning(), "end"));
    }

    @Test
    void oneDelegationFitsIntoASlotAndTwoDoNot() {
        DemoRecord morning = records.morning();
        int headcount = records.booking(morning, "-1").json().path("headcount").intValue();
        int free = morning.json().path("capacity").intValue()
                - morning.json().path("booked").intValue();

        assertThat(free).isBetween(headcount, 2 * headcount - 1);
    }

    @Test
    void theItemMayBeShownNow() {
        assertThat(NOW).isBetween(time(records.item(), "publish_from"), time(records.item(), "publish_to"));
    }

    private static Instant time(DemoRecord record, String member) {
        return OffsetDateTime.parse(text(record, member)).toInstant();
    }

    private static String text(DemoRecord record, String member) {
        return record.json().path(member).stringValue();
    }
}
