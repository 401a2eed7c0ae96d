package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A week of a center's calendar has the bookings of that week, whatever else is booked. */
@ExtendWith(OneGateway.class)
class CenterCalendarTest {
    private static final String WEEK = "2099-01-05";
    private static final int MOST = 500;

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final ConsoleClient person;

    CenterCalendarTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.person = ConsoleClient.signedIn(gateway, "CENTER", center.usci());
    }

    @BeforeEach
    void aSlotOfTheWeek() {
        gateway.sql()
                .update(
                        """
                        INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, open)
                        VALUES (?, 's1', 1, gen_random_uuid(), '柔性产线观摩', '展厅', '2099-01-11T13:00:00Z', '2099-01-11T16:00:00Z', 9, 0, true)
                        """,
                        center.usci());
    }

    @AfterEach
    void leavesNoBookingsBehind() {
        gateway.sql().update("DELETE FROM booking WHERE center = ?", center.usci());
    }

    private void bookings(String name, int count, String visitAt) {
        gateway.sql()
                .update(
                        """
                        INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                        SELECT ?, ? || '-' || i, 'capability-center', 's1', 'APPROVED', 3, ?::timestamptz, gen_random_uuid(), now()
                        FROM generate_series(1, ?) AS i
                        """,
                        center.usci(),
                        name,
                        visitAt,
                        count);
    }

    private Page week() {
        return person.get("/center/bookings?week=" + WEEK).expect(200);
    }

    @Test
    void hasItsBookingsThoughHundredsOfOthersAreLaterAndNewer() {
        bookings("sunday", 3, "2099-01-11T15:59:59Z");
        bookings("monday", 2 * MOST, "2099-01-11T16:00:00Z");
        bookings("before", 1, "2099-01-04T15:59:59Z");

        Page week = week();

        assertThat(week.select(".visit")).hasSize(3);
        assertThat(week.text(".week")).contains("sunday-1", "sunday-2", "sunday-3");
        assertThat(week.text()).doesNotContain("只显示");
    }

    @Test
    void saysThatBookingsAreMissingWhereItHasMoreThanItShows() {
        bookings("first", MOST, "2099-01-11T13:00:00Z");
        Page whole = week();
        bookings("one-more", 1, "2099-01-11T13:00:00Z");
        Page cut = week();

        assertThat(whole.select(".visit")).hasSize(MOST);
        assertThat(whole.text()).doesNotContain("只显示");
        assertThat(cut.select(".visit")).hasSize(MOST);
        assertThat(cut.text()).contains("该周的时段或预约超过 500 个");
    }

    @Test
    void saysThatSlotsAreMissingWhereItHasMoreThanItShows() {
        slotsBesideTheOne(MOST - 1);
        Page whole = week();
        slotsBesideTheOne(MOST);
        Page cut = week();

        assertThat(whole.select(".slot")).hasSize(MOST);
        assertThat(whole.text()).contains("柔性产线观摩").doesNotContain("只显示");
        assertThat(cut.select(".slot")).hasSize(MOST);
        assertThat(cut.text()).contains("该周的时段或预约超过 500 个").doesNotContain("柔性产线观摩");
    }

    /** They begin before the one. */
    private void slotsBesideTheOne(int count) {
        gateway.sql()
                .update(
                        """
                        INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, open)
                        SELECT ?, 'beside-' || i, 1, gen_random_uuid(), '车间观摩', '车间', '2099-01-10T13:00:00Z', '2099-01-10T16:00:00Z', 9, 0, true
                        FROM generate_series(1, ?) AS i
                        ON CONFLICT DO NOTHING
                        """,
                        center.usci(),
                        count);
    }
}
