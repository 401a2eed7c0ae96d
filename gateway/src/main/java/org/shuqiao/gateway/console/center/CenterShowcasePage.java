package org.shuqiao.gateway.console.center;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ConsentController;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.gateway.SubmissionResponse;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
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
    private final SubmissionController submissions;
    private final ConsentController consents;

    CenterShowcasePage(CenterDesk desk, SubmissionController submissions, ConsentController consents) {
        this.desk = desk;
        this.submissions = submissions;
        this.consents = consents;
    }

    @GetMapping("/center/showcase")
    String showcase(@AuthenticationPrincipal ConsoleUser user, Locale locale, Model model) {
        ResponseEntity<List<SubmissionResponse>> newest =
                submissions.submissions(DATASET, null, null, ROWS, user.caller(), locale);
        model.addAttribute(
                "items",
                Objects.requireNonNull(newest.getBody()).stream()
                        .map(item -> SubmissionRow.of(item, desk, locale))
                        .toList());
        model.addAttribute("consents", consents.all("", CONSENTS, user.caller()));
        model.addAttribute("takers", desk.takers(DATASET, locale));
        return "center/showcase";
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
