package org.shuqiao.gateway.console.audit;

import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.ActHistoryLedger;
import org.shuqiao.routes.ledger.ActHistoryLedger.Page;
import org.shuqiao.routes.ledger.ActHistoryLedger.Place;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** Who did what, when and why. */
@Controller
class AuditActsController {
    private static final String PATH = "/audit/acts";

    private final ActHistoryLedger history;

    AuditActsController(Journeys journeys) {
        this.history = journeys.ledger().actHistory();
    }

    /**
     * @param actor id of a key; empty for everybody
     * @param target what something was done to, of an agreement its id; empty for everything
     * @param act where the page before this one has ended, as {@code event}; left out for the first
     */
    @GetMapping(PATH)
    String acts(
            @RequestParam(defaultValue = "") String actor,
            @RequestParam(defaultValue = "") String target,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long act,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long event,
            Model model) {
        String who = actor.replace("\0", "").strip();
        String what = target.replace("\0", "").strip();
        Page page = history.page(wanted(who), wanted(what), new Place(act, event), Limits.ACTS_SHOWN);
        Place next = page.next();
        model.addAttribute("acts", page.acts())
                .addAttribute("actor", who)
                .addAttribute("target", what)
                .addAttribute("next", next == null ? null : address(who, what, next));
        return "audit/acts";
    }

    private static @Nullable String wanted(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String address(String actor, String target, Place next) {
        return UriComponentsBuilder.fromPath(PATH)
                .queryParamIfPresent("actor", AuditForm.said(wanted(actor)))
                .queryParamIfPresent("target", AuditForm.said(wanted(target)))
                .queryParam("act", next.act())
                .queryParam("event", next.event())
                .build(true)
                .toUriString();
    }
}
