package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApiKeys;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BookingLedger;
import org.shuqiao.routes.ledger.BookingLedger.SlotView;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A slot is changed by the next version of its record, so platforms learn of it as of every other record. */
@Controller
class CenterSlotsPage {
    static final String DATASET = "slot";

    private final BookingLedger slots;
    private final OwnRecords records;
    private final SubmissionController submissions;

    CenterSlotsPage(Journeys journeys, OwnRecords records, SubmissionController submissions) {
        this.slots = journeys.ledger().bookings();
        this.records = records;
        this.submissions = submissions;
    }

    /** The form in which everything of it can be changed. */
    @GetMapping("/center/slots/{id}")
    String form(@PathVariable String id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        redirect.addAttribute("from", slot(id, user.caller()).submission());
        return "redirect:/center/submit/" + DATASET;
    }

    /**
     * @param version that the person has seen
     * @param week that was looked at
     */
    @PostMapping("/center/slots/{id}/capacity")
    String capacity(
            @PathVariable String id,
            @RequestParam int capacity,
            @RequestParam long version,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate week,
            @AuthenticationPrincipal ConsoleUser user,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        SlotView slot = slot(id, user.caller());
        Flash outcome = slot.version() == version
                ? changed(slot, capacity, user.caller(), request)
                : Flash.refused("center.capacity.meanwhile");
        redirect.addFlashAttribute(Flash.ATTRIBUTE, outcome);
        return CenterBookingsPage.calendar(week, redirect);
    }

    /** A booking that arrives at the same moment keeps its places; then there are none left. */
    private Flash changed(SlotView slot, int capacity, ApiKeys.Caller caller, HttpServletRequest request) {
        int given = slot.held() + slot.elsewhere();
        if (capacity < given) {
            return Flash.refused("center.capacity.too-few", given);
        }
        ObjectNode record = records.next(DATASET, slot.submission(), caller).put("capacity", capacity);
        try {
            submissions.submit(DATASET, null, JsonMapper.shared().writeValueAsBytes(record), caller, request);
        } catch (Failure failure) {
            if (failure.code() == FailureCode.IDEMPOTENCY_CONFLICT) {
                return Flash.refused("center.capacity.meanwhile");
            }
            throw failure;
        }
        return Flash.done("center.capacity.changed", slot.title(), capacity);
    }

    private SlotView slot(String id, ApiKeys.Caller caller) {
        return slots.slot(caller.ownCenter(), id)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "slot")));
    }
}
