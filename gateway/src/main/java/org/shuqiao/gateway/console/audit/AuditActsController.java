package org.shuqiao.gateway.console.audit;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.ledger.ActHistoryLedger;
import org.shuqiao.routes.ledger.ActHistoryLedger.Act;
import org.shuqiao.routes.ledger.ActHistoryLedger.Page;
import org.shuqiao.routes.ledger.ActHistoryLedger.Place;
import org.shuqiao.routes.ledger.StoredKey;
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
    private final KeyOffice keys;

    AuditActsController(Journeys journeys, KeyOffice keys) {
        this.history = journeys.ledger().actHistory();
        this.keys = keys;
    }

    /** What something was done to, which says how it is named. */
    enum Thing {
        AGREEMENT,
        KEY,
        PERSON,
        CENTER,
        PLATFORM,
        OTHER;

        static Thing of(Act act) {
            String action = act.action();
            if (action.startsWith("key-")) {
                return KEY;
            }
            if (action.endsWith("_KEY")
                    || action.endsWith("_ACCOUNT")
                    || action.endsWith("_PASSWORD")
                    || action.equals("NAME_HOLDER")) {
                return PERSON;
            }
            return switch (action) {
                case "REGISTER_CENTER", "SET_DICTIONARY" -> CENTER;
                case "pause", "drain", "resume" -> PLATFORM;
                case "close-use-report" -> AGREEMENT;
                default -> act.target().indexOf('@') > 0 ? AGREEMENT : OTHER;
            };
        }
    }

    /** @param id what it was done to, without the version of an agreement */
    record Line(Act act, Thing thing, String id) {
        static Line of(Act act) {
            Thing thing = Thing.of(act);
            int version = thing == Thing.AGREEMENT ? act.target().lastIndexOf('@') : -1;
            return new Line(
                    act, thing, version < 0 ? act.target() : act.target().substring(0, version));
        }
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
        model.addAttribute("acts", page.acts().stream().map(Line::of).toList())
                .addAttribute("keys", keys(page))
                .addAttribute("actor", who)
                .addAttribute("target", what)
                .addAttribute("next", next == null ? null : address(who, what, next));
        return "audit/acts";
    }

    /** What is known of keys, where the page speaks of some. */
    private Map<String, StoredKey> keys(Page page) {
        return page.acts().stream().noneMatch(act -> Thing.of(act) == Thing.KEY)
                ? Map.of()
                : keys.keys().stream().collect(Collectors.toMap(key -> key.id().toString(), Function.identity()));
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
