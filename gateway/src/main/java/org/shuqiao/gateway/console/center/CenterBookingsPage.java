package org.shuqiao.gateway.console.center;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.BookingController;
import org.shuqiao.gateway.BookingController.Booking;
import org.shuqiao.gateway.BookingController.Choice;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.BookingLedger;
import org.shuqiao.routes.ledger.BookingLedger.SlotView;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Who wants to come to a center and when, and what the center says to that. */
@Controller
class CenterBookingsPage {
    /** Bookings that wait for an answer, each with its forms; the next come when these are answered. */
    private static final int WAITING = 20;

    private final BookingController bookings;
    private final BookingLedger ledger;
    private final CenterCalendar calendar;
    private final CenterDesk desk;
    private final Visits visits;

    CenterBookingsPage(
            BookingController bookings, Journeys journeys, CenterCalendar calendar, CenterDesk desk, Visits visits) {
        this.bookings = bookings;
        this.ledger = journeys.ledger().bookings();
        this.calendar = calendar;
        this.desk = desk;
        this.visits = visits;
    }

    /** @param week any day of it; null for this week */
    @GetMapping("/center/bookings")
    String week(
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate week,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        LocalDate day = week == null ? calendar.today() : week;
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        List<Visit> waiting = waiting(user);
        model.addAttribute("week", calendar.week(monday, user.caller()));
        model.addAttribute("most", CenterCalendar.MOST);
        model.addAttribute("waiting", waiting);
        model.addAttribute("more", waiting.size() == WAITING);
        model.addAttribute("offersSlots", desk.offers(CenterSlotsPage.DATASET));
        return "center/bookings";
    }

    private List<Visit> waiting(ConsoleUser user) {
        String center = user.caller().ownCenter();
        Map<String, SlotView> slots = new HashMap<>();
        List<Booking> found = bookings.waiting(WAITING, user.caller());
        found.stream().map(Booking::slotId).distinct().forEach(id -> ledger.slot(center, id)
                .ifPresent(slot -> slots.put(id, slot)));
        return visits.of(found, slots, user.caller());
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
        if (said == null && needsReason(decision)) {
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.refused("center.bookings.reason-missing"));
        } else {
            bookings.decide(id, new BookingController.Decision(decision, said), user.caller());
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.bookings.decided." + decision));
        }
        return calendar(week, redirect);
    }

    private static boolean needsReason(String decision) {
        return Stream.of(Choice.values())
                .anyMatch(choice -> choice.needsReason() && choice.name().equalsIgnoreCase(decision));
    }

    /** Back to the week in which something was done. */
    static String calendar(@Nullable LocalDate week, RedirectAttributes redirect) {
        if (week != null) {
            redirect.addAttribute("week", week.toString());
        }
        return "redirect:/center/bookings";
    }
}
