package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.gateway.BookingController;
import org.shuqiao.gateway.BookingController.Booking;
import org.shuqiao.gateway.BookingController.Slot;
import org.springframework.stereotype.Component;

/** The slots of a center in one week, and who has booked them. */
@Component
final class CenterCalendar {
    static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    /** Slots, and bookings, of a week that its page shows. */
    static final int MOST = 500;

    private static final int DAYS = 7;
    private static final int ROWS = 100;

    private final BookingController bookings;
    private final Visits visits;
    private final Clock clock;

    CenterCalendar(BookingController bookings, Visits visits, Clock clock) {
        this.bookings = bookings;
        this.visits = visits;
        this.clock = clock;
    }

    /** @param cut whether the week has more slots or bookings than are shown */
    record Week(LocalDate monday, List<Day> days, boolean cut) {
        public LocalDate sunday() {
            return monday.plusDays(DAYS - 1);
        }

        public LocalDate before() {
            return monday.minusDays(DAYS);
        }

        public LocalDate after() {
            return monday.plusDays(DAYS);
        }

        public boolean isEmpty() {
            return days.stream().allMatch(day -> day.entries().isEmpty());
        }
    }

    record Day(LocalDate date, boolean today, List<Entry> entries) {}

    /**
     * @param given places that are not to be had any more, {@code filled} the same in percent of all
     * @param over whether it has ended, so that nothing of it can be changed
     */
    record Entry(Slot slot, LocalTime from, LocalTime to, int given, int filled, boolean over, List<Visit> visits) {}

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), CHINA);
    }

    Week week(LocalDate monday, ApiKeys.Caller caller) {
        Instant from = monday.atStartOfDay(CHINA).toInstant();
        Instant to = monday.plusDays(DAYS).atStartOfDay(CHINA).toInstant();
        List<Booking> found = bookings(from, to, caller);
        List<Booking> shown = found.stream().limit(MOST).toList();
        Map<String, List<Visit>> bySlot = visits.of(shown, Map.of(), caller).stream()
                .collect(Collectors.groupingBy(visit -> visit.booking().slotId()));
        List<Slot> offered = slots(from, to, caller);
        List<Entry> entries =
                offered.stream().limit(MOST).map(slot -> entry(slot, bySlot)).toList();
        List<Day> days = IntStream.range(0, DAYS)
                .mapToObj(monday::plusDays)
                .map(date -> new Day(date, date.equals(today()), on(date, entries)))
                .toList();
        return new Week(monday, days, found.size() > MOST || offered.size() > MOST);
    }

    private static List<Entry> on(LocalDate date, List<Entry> entries) {
        return entries.stream()
                .filter(entry ->
                        LocalDate.ofInstant(entry.slot().start(), CHINA).equals(date))
                .toList();
    }

    private Entry entry(Slot slot, Map<String, List<Visit>> bySlot) {
        int given = slot.booked() + slot.held();
        return new Entry(
                slot,
                LocalTime.ofInstant(slot.start(), CHINA),
                LocalTime.ofInstant(slot.end(), CHINA),
                given,
                Math.min(100, 100 * given / Math.max(1, slot.capacity())),
                !slot.end().isAfter(clock.instant()),
                bySlot.getOrDefault(slot.slotId(), List.of()));
    }

    /** Of a week that has more than are shown, at least one more is found. */
    private List<Slot> slots(Instant from, Instant to, ApiKeys.Caller caller) {
        List<Slot> slots = new ArrayList<>();
        String after = null;
        while (slots.size() <= MOST) {
            List<Slot> page = bookings.slots(from, after, ROWS, caller);
            page.stream().filter(slot -> slot.start().isBefore(to)).forEach(slots::add);
            if (page.size() < ROWS || !page.get(ROWS - 1).start().isBefore(to)) {
                break;
            }
            after = page.get(ROWS - 1).slotId();
        }
        return slots;
    }

    /** A visit is within its slot; again at least one more than are shown. */
    private List<Booking> bookings(Instant from, Instant to, ApiKeys.Caller caller) {
        List<Booking> found = new ArrayList<>();
        UUID after = null;
        while (found.size() <= MOST) {
            List<Booking> page = bookings.bookings(null, null, from, to, after, ROWS, caller);
            found.addAll(page);
            if (page.size() < ROWS) {
                break;
            }
            after = page.get(ROWS - 1).messageId();
        }
        return found;
    }
}
