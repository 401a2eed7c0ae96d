package org.shuqiao.gateway.console.center;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.gateway.SubmissionController.Found;
import org.shuqiao.gateway.SubmissionResponse;
import org.shuqiao.gateway.console.Carried;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.ledger.Progress;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What became of what a center has handed in. */
@Controller
class CenterSubmissionsPage {
    private static final int ROWS = 25;

    private final CenterDesk desk;
    private final OwnRecords records;
    private final Names names;
    private final Carried carried;
    private final SubmissionController submissions;

    CenterSubmissionsPage(
            CenterDesk desk, OwnRecords records, Names names, Carried carried, SubmissionController submissions) {
        this.desk = desk;
        this.records = records;
        this.names = names;
        this.carried = carried;
        this.submissions = submissions;
    }

    /**
     * @param progress that at least one transfer of a submission has made; a page of those that are under way or have arrived may be
     *     short although there are more, as {@code ProgressLedger} says
     */
    @GetMapping("/center/submissions")
    String all(
            @RequestParam(required = false) @Nullable String dataset,
            @RequestParam(required = false) @Nullable String record,
            @RequestParam(required = false) @Nullable Progress progress,
            @RequestParam(required = false) @Nullable UUID after,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model) {
        Found found = progress == null
                ? every(blankless(dataset), blankless(record), after, user, locale)
                : submissions.submissions(
                        progress, blankless(dataset), blankless(record), after, ROWS, user.caller(), locale);
        model.addAttribute(
                "rows",
                found.submissions().stream()
                        .map(submission -> SubmissionRow.of(submission, names, carried, locale))
                        .toList());
        model.addAttribute("dataset", dataset);
        model.addAttribute("record", record);
        model.addAttribute("progress", progress);
        model.addAttribute("progresses", Progress.values());
        model.addAttribute("offers", desk.offers(locale));
        model.addAttribute("isFirst", after == null);
        model.addAttribute("next", found.next());
        model.addAttribute("reached", found.reached());
        return "center/submissions";
    }

    private Found every(
            @Nullable String dataset, @Nullable String record, @Nullable UUID after, ConsoleUser user, Locale locale) {
        ResponseEntity<List<SubmissionResponse>> page =
                submissions.submissions(dataset, record, after, ROWS, user.caller(), locale);
        List<SubmissionResponse> found = Objects.requireNonNull(page.getBody());
        boolean hasNext = page.getHeaders().containsHeader(HttpHeaders.LINK);
        return new Found(found, hasNext ? found.get(found.size() - 1).submissionId() : null, null);
    }

    /** An empty input of a search asks for nothing. */
    private static @Nullable String blankless(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    @GetMapping("/center/submissions/{id}")
    String one(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, Locale locale, Model model) {
        SubmissionResponse submission = submissions.submission(id, user.caller(), locale);
        model.addAttribute("one", SubmissionRow.of(submission, names, carried, locale));
        model.addAttribute("newer", records.newer(id, user.caller()).orElse(null));
        model.addAttribute("differences", submission.differences());
        return "center/submission";
    }

    /** The part of the page that changes while a record travels. */
    @GetMapping("/center/submissions/{id}/legs")
    String legs(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, Locale locale, Model model) {
        one(id, user, locale, model);
        return "center/submission :: legs";
    }

    @PostMapping("/center/submissions/{id}/cancel")
    String cancel(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        submissions.cancel(id, user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.submission.cancelled"));
        return "redirect:/center/submissions/" + id;
    }

    @GetMapping(path = "/center/transfers/{id}/evidence", produces = "application/zip")
    ResponseEntity<byte[]> evidence(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user) {
        return submissions.evidence(id, user.caller());
    }
}
