package org.shuqiao.gateway.console.center;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ConsentController;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.gateway.SubmissionResponse;
import org.shuqiao.gateway.console.Carried;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a center shows on platforms, and the consents of enterprises that let it. */
@Controller
class CenterShowcasePage {
    static final String DATASET = "showcase_item";
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final int ROWS = 50;
    private static final int CONSENTS = 100;

    private final CenterDesk desk;
    private final Names names;
    private final Carried carried;
    private final OwnRecords records;
    private final SubmissionController submissions;
    private final ConsentController consents;

    CenterShowcasePage(
            CenterDesk desk,
            Names names,
            Carried carried,
            OwnRecords records,
            SubmissionController submissions,
            ConsentController consents) {
        this.desk = desk;
        this.names = names;
        this.carried = carried;
        this.records = records;
        this.submissions = submissions;
        this.consents = consents;
    }

    /** @param title empty where its content was deleted */
    record Item(String title, SubmissionRow newest) {}

    @GetMapping("/center/showcase")
    String showcase(@AuthenticationPrincipal ConsoleUser user, Locale locale, Model model) {
        model.addAttribute("items", items(user, locale));
        model.addAttribute("consents", consents.all("", CONSENTS, user.caller()));
        model.addAttribute("offersItems", desk.offers(DATASET));
        model.addAttribute("takers", desk.takers(user.caller().ownCenter(), DATASET));
        return "center/showcase";
    }

    /** The newest version of each, since whoever edits an older one would begin with what no longer holds. */
    private List<Item> items(ConsoleUser user, Locale locale) {
        Map<String, SubmissionResponse> newest = new LinkedHashMap<>();
        Objects.requireNonNull(submissions
                        .submissions(DATASET, null, null, ROWS, user.caller(), locale)
                        .getBody())
                .forEach(one -> newest.merge(
                        one.recordId(), one, (held, other) -> held.version() >= other.version() ? held : other));
        return newest.values().stream()
                .map(one -> new Item(
                        records.find(DATASET, one.submissionId(), user.caller())
                                .map(record -> record.path("title").asString(""))
                                .orElse(""),
                        SubmissionRow.of(one, names, carried, locale)))
                .toList();
    }

    /**
     * @param item the one item that it is for; blank for every item of the owner's
     * @param until the last day
     */
    @PostMapping("/center/showcase/consents")
    String consent(
            @RequestParam String id,
            @RequestParam String owner,
            @RequestParam(required = false) @Nullable String item,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        consents.record(
                new ConsentController.NewConsent(
                        id.strip(),
                        owner.strip().toUpperCase(Locale.ROOT),
                        DATASET,
                        item == null || item.isBlank() ? null : item.strip(),
                        from.atStartOfDay(CHINA).toInstant(),
                        until.plusDays(1).atStartOfDay(CHINA).toInstant()),
                user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.showcase.consented"));
        return "redirect:/center/showcase";
    }

    @PostMapping("/center/showcase/consents/{id}/withdraw")
    String withdraw(@PathVariable String id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        consents.withdraw(id, user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.showcase.withdrawn"));
        return "redirect:/center/showcase";
    }
}
