package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.BookingController;
import org.shuqiao.gateway.BookingController.Booking;
import org.shuqiao.gateway.BookingController.Slot;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.ledger.BookingState;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The slots of a center week by week, who has booked them, and what the center says to that. */
@Controller
class CenterBookingsPage {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int DAYS = 7;
    private static final int ROWS = 100;
    /** Slots, and bookings from a week on, that a page of the calendar reads. */
    private static final int MOST = 500;

    private final BookingController bookings;
    private final CenterDesk desk;
    private final Clock clock;

    CenterBookingsPage(BookingController bookings, CenterDesk desk, Clock clock) {
        this.bookings = bookings;
        this.desk = desk;
        this.clock = clock;
    }

    record Day(LocalDate date, boolean today, List<Entry> entries) {}

    /** @param filled percent of the capacity that is given away */
    record Entry(Slot slot, LocalTime from, LocalTime to, int filled, List<Visit> visits) {}

    /** @param refusable whether the visitor can still be told that the visit does not take place, and why */
    record Visit(Booking booking, String platform, Standing standing, boolean refusable) {}

    /** @param week any day of it; null for this week */
    @GetMapping("/center/bookings")
    String week(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate week,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), CHINA);
        LocalDate monday = (week == null ? today : week).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<Slot> slots = slots(monday, user);
        Map<String, List<Visit>> visits = visits(monday, user, locale);
        List<Day> days = new ArrayList<>();
        for (int i = 0; i < DAYS; i++) {
            LocalDate date = monday.plusDays(i);
            days.add(new Day(date, date.equals(today), entries(date, slots, visits)));
        }
        model.addAttribute("days", days);
        model.addAttribute("before", monday.minusDays(DAYS));
        model.addAttribute("after", monday.plusDays(DAYS));
        model.addAttribute("isEmpty", slots.isEmpty());
        model.addAttribute("waiting", waiting(user, locale));
        model.addAttribute("offersSlots", desk.offered().stream().anyMatch(shape -> shape.id()
                .equals("slot")));
        return "center/bookings";
    }

    private List<Slot> slots(LocalDate monday, ConsoleUser user) {
        Instant from = monday.atStartOfDay(CHINA).toInstant();
        Instant to = monday.plusDays(DAYS).atStartOfDay(CHINA).toInstant();
        List<Slot> slots = new ArrayList<>();
        String after = null;
        while (slots.size() < MOST) {
            List<Slot> page = bookings.slots(from, after, ROWS, user.caller());
            page.stream().filter(slot -> slot.start().isBefore(to)).forEach(slots::add);
            if (page.size() < ROWS || !page.get(ROWS - 1).start().isBefore(to)) {
                break;
            }
            after = page.get(ROWS - 1).slotId();
        }
        return slots;
    }

    /** Of this week; a visit is within its slot. */
    private Map<String, List<Visit>> visits(LocalDate monday, ConsoleUser user, Locale locale) {
        Instant from = monday.atStartOfDay(CHINA).toInstant();
        Instant to = monday.plusDays(DAYS).atStartOfDay(CHINA).toInstant();
        List<Booking> found = new ArrayList<>();
        UUID after = null;
        while (found.size() < MOST) {
            List<Booking> page = bookings.bookings(null, null, from, after, ROWS, user.caller());
            found.addAll(page);
            if (page.size() < ROWS) {
                break;
            }
            after = page.get(ROWS - 1).messageId();
        }
        return found.stream()
                .filter(booking -> booking.visitAt().isBefore(to))
                .map(booking -> visit(booking, locale))
                .collect(Collectors.groupingBy(visit -> visit.booking().slotId()));
    }

    private List<Visit> waiting(ConsoleUser user, Locale locale) {
        return bookings.bookings(null, BookingState.REQUESTED, null, null, ROWS, user.caller()).stream()
                .map(booking -> visit(booking, locale))
                .toList();
    }

    private Visit visit(Booking booking, Locale locale) {
        return new Visit(
                booking,
                desk.platform(booking.platform(), locale),
                Standing.of(booking.state().name()),
                booking.decisions().stream().anyMatch(BookingController.Choice::needsReason));
    }

    private static List<Entry> entries(LocalDate date, List<Slot> slots, Map<String, List<Visit>> visits) {
        return slots.stream()
                .filter(slot -> LocalDate.ofInstant(slot.start(), CHINA).equals(date))
                .map(slot -> new Entry(
                        slot,
                        LocalTime.ofInstant(slot.start(), CHINA),
                        LocalTime.ofInstant(slot.end(), CHINA),
                        Math.min(100, 100 * (slot.booked() + slot.held()) / Math.max(1, slot.capacity())),
                        visits.getOrDefault(slot.slotId(), List.of())))
                .toList();
    }

    @PostMapping("/center/bookings/{id}")
    String decide(
            @PathVariable String id,
            @RequestParam String decision,
            @RequestParam(required = false) @Nullable String reason,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate week,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        String said = reason == null || reason.isBlank() ? null : reason;
        bookings.decide(id, new BookingController.Decision(decision, said), user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.bookings.decided." + decision));
        if (week != null) {
            redirect.addAttribute("week", week.toString());
        }
        return "redirect:/center/bookings";
    }
}
