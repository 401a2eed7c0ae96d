package org.shuqiao.gateway.console.center;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.BookingController.Booking;
import org.shuqiao.gateway.BookingController.Choice;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.ledger.BookingLedger.SlotView;
import org.shuqiao.routes.ledger.BookingState;

/**
 * A booking as its center sees it.
 *
 * @param visitor the organisation that comes; null where its request does not name it, or not any more
 * @param slot what its slot is called; null where that stands beside it
 * @param answerBy when its slot begins, and the request expires; null where that stands beside it, or it was answered
 * @param answers what can be said to it without a reason
 * @param refusal by which the visitor can still be told that the visit does not take place, and why; null where it is too late
 */
record Visit(
        Booking booking,
        @Nullable String visitor,
        @Nullable String slot,
        @Nullable Instant answerBy,
        String platform,
        Standing standing,
        List<Choice> answers,
        @Nullable Choice refusal) {

    static Visit of(Booking booking, @Nullable String visitor, @Nullable SlotView slot, LocalDate today, Names names) {
        boolean begun =
                !LocalDate.ofInstant(booking.visitAt(), CenterCalendar.CHINA).isAfter(today);
        return new Visit(
                booking,
                visitor,
                slot == null ? null : slot.title(),
                slot == null || booking.state() != BookingState.REQUESTED ? null : slot.startsAt(),
                names.platform(booking.platform()),
                Standing.of(booking.state().name()),
                booking.decisions().stream()
                        .filter(choice -> !choice.needsReason() && (begun || !isOfTheDay(choice)))
                        .toList(),
                // What is only asked for is rejected; to cancel is for what was approved.
                booking.decisions().stream()
                        .filter(Choice::needsReason)
                        .findFirst()
                        .orElse(null));
    }

    /** Nobody comes, or stays away, before the day of the visit; it could not be taken back. */
    private static boolean isOfTheDay(Choice choice) {
        return choice == Choice.CHECK_IN || choice == Choice.NO_SHOW;
    }
}
