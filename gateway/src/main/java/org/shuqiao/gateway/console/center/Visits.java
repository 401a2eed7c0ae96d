package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.gateway.BookingController.Booking;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.BookingLedger.SlotView;
import org.shuqiao.routes.ledger.InboxLedger;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Bookings with the organisation that comes, which only the requests in the inbox name: where one is deleted, it is forgotten here, too. */
@Component
final class Visits {
    private static final String VISITOR = "/visitor_org";

    private final InboxLedger messages;
    private final Names names;
    private final Clock clock;

    Visits(Journeys journeys, Names names, Clock clock) {
        this.messages = journeys.ledger().inboxes();
        this.names = names;
        this.clock = clock;
    }

    /** @param slots that do not stand beside their bookings, by id */
    List<Visit> of(List<Booking> bookings, Map<String, SlotView> slots, ApiKeys.Caller caller) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), CenterCalendar.CHINA);
        Map<UUID, byte[]> requests = messages.payloads(
                caller.ownCenter(), bookings.stream().map(Booking::messageId).toList());
        return bookings.stream()
                .map(booking -> Visit.of(
                        booking, visitor(requests.get(booking.messageId())), slots.get(booking.slotId()), today, names))
                .toList();
    }

    private static @Nullable String visitor(byte @Nullable [] request) {
        return request == null
                ? null
                : JsonMapper.shared().readTree(request).at(VISITOR).asString(null);
    }
}
