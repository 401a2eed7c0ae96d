package org.shuqiao.routes.hints;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(10);

    private final StoppedClock clock = new StoppedClock();
    private final Outbox outbox = new Outbox(2, 3, 10, FORGOTTEN_AFTER, clock);

    @Test
    void letsTheFirstIdsLeaveAtOnce() {
        List<Work> ids = ids(1);
        outbox.add(ids);
        assertThat(outbox.next()).isEqualTo(ids);
        assertThat(outbox.next()).isEmpty();
    }

    @Test
    void gathersWhatCannotLeaveYetForTheNextHint() {
        List<Work> ids = ids(5);
        for (Work id : ids) {
            outbox.add(List.of(id));
            if (ids.indexOf(id) < 2) {
                assertThat(outbox.next()).containsExactly(id);
            }
        }
        assertThat(outbox.next()).isEmpty();

        outbox.back();
        assertThat(outbox.next()).isEqualTo(ids.subList(2, 5));
    }

    @Test
    void putsNoMoreIntoAHintThanItMayHold() {
        outbox.add(ids(4));
        assertThat(outbox.next()).hasSize(3);
        assertThat(outbox.next()).hasSize(1);
    }

    @Test
    void forgetsHintsThatNeverComeBack() {
        outbox.add(ids(7));
        assertThat(outbox.next()).isNotEmpty();
        assertThat(outbox.next()).isNotEmpty();
        assertThat(outbox.next()).isEmpty();

        clock.forward(FORGOTTEN_AFTER.plusMillis(1));
        assertThat(outbox.next()).hasSize(1);
    }

    @Test
    void leavesWhatIsTooMuchToTheSweeper() {
        List<Work> ids = ids(25);
        outbox.add(ids);
        List<Work> hinted = new ArrayList<>();
        for (List<Work> hint = outbox.next(); !hint.isEmpty(); hint = outbox.next()) {
            hinted.addAll(hint);
            outbox.back();
        }
        assertThat(hinted).isEqualTo(ids.subList(0, 10));
    }

    @Test
    void hasRoomForTheSweeperOnlyWhileLittleWaits() {
        assertThat(outbox.room()).isEqualTo(5);
        outbox.add(ids(4));
        assertThat(outbox.room()).isEqualTo(1);
        outbox.add(ids(6));
        assertThat(outbox.room()).isZero();
    }

    private static List<Work> ids(int count) {
        return Stream.generate(UUID::randomUUID)
                .map(id -> new Work(id, null))
                .limit(count)
                .toList();
    }

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
}
