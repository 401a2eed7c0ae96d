package org.shuqiao.gateway.console.center;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Shown;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.BookingLedger;
import org.shuqiao.routes.ledger.BookingLedger.SlotView;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** What a person is kept from doing to a slot by a slip, since visitors count on it. Programs say what they mean. */
@Component
final class SlotCare {
    private final BookingLedger slots;
    private final MessageSource messages;
    private final Shown shown;
    private final Clock clock;

    SlotCare(Journeys journeys, MessageSource messages, Shown shown, Clock clock) {
        this.slots = journeys.ledger().bookings();
        this.messages = messages;
        this.shown = shown;
        this.clock = clock;
    }

    /** Why this is not sent; empty where it may be, as far as its slot goes. */
    Optional<Flash> refusal(String dataset, ObjectNode slot) {
        if (!dataset.equals(CenterSlotsPage.DATASET)) {
            return Optional.empty();
        }
        Instant start = start(slot);
        if (start != null && slot.path("open").asBoolean(false) && !start.isAfter(clock.instant())) {
            return Optional.of(Flash.refused("center.slot.past"));
        }
        int given =
                before(slot).map(SlotView::held).orElse(0) + slot.path("booked").asInt(0);
        return slot.path("capacity").asInt(given) < given
                ? Optional.of(Flash.refused("center.capacity.too-few", given))
                : Optional.empty();
    }

    /** What is asked before a slot that visitors have booked goes to another time or place; null where nothing is. */
    @Nullable String question(String dataset, ObjectNode slot, Locale locale) {
        if (!dataset.equals(CenterSlotsPage.DATASET)) {
            return null;
        }
        SlotView before = before(slot).orElse(null);
        Instant start = start(slot);
        if (before == null || before.held() == 0 || start == null) {
            return null;
        }
        boolean stays = before.startsAt().equals(start)
                && before.venue().equals(slot.path("venue").asString(""));
        return stays
                ? null
                : messages.getMessage(
                        "center.slot.moves",
                        new Object[] {
                            before.held(), shown.time(start), slot.path("venue").asString("")
                        },
                        locale);
    }

    private Optional<SlotView> before(ObjectNode slot) {
        return slots.slot(
                slot.path("center_id").asString(""), slot.path("record_id").asString(""));
    }

    private static @Nullable Instant start(ObjectNode slot) {
        return ChinaTime.instant(slot.path("start").asString(""));
    }
}
