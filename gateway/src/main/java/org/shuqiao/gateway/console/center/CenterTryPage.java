package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.shuqiao.gateway.BookingController;
import org.shuqiao.gateway.ConsentController;
import org.shuqiao.gateway.DryRunController;
import org.shuqiao.gateway.InboxController;
import org.shuqiao.gateway.Problems;
import org.shuqiao.gateway.SubmissionController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.FailureKind;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A programmer of a center tries calls before writing them: the call as a command, and what it answers. It is made with the session, by
 * the same controllers, so no API key has to be pasted anywhere.
 */
@Controller
class CenterTryPage {
    private static final int ROWS = 5;
    private static final int SHOWN_CHARS = 100_000;

    private final CenterDesk desk;
    private final SubmissionController submissions;
    private final DryRunController dryRuns;
    private final InboxController inbox;
    private final BookingController bookings;
    private final ConsentController consents;
    private final Problems problems;
    private final ObjectWriter json;

    CenterTryPage(
            CenterDesk desk,
            SubmissionController submissions,
            DryRunController dryRuns,
            InboxController inbox,
            BookingController bookings,
            ConsentController consents,
            Problems problems,
            JsonMapper json) {
        this.desk = desk;
        this.submissions = submissions;
        this.dryRuns = dryRuns;
        this.inbox = inbox;
        this.bookings = bookings;
        this.consents = consents;
        this.problems = problems;
        this.json = json.writerWithDefaultPrettyPrinter();
    }

    /** @param cut whether the text is only its beginning */
    record Answered(int status, String text, boolean cut) {}

    @GetMapping("/center/try")
    String choose(
            @RequestParam(defaultValue = "submissions") String call,
            @RequestParam(defaultValue = "") String name,
            Locale locale,
            Model model) {
        return show(call(call), name, "", locale, model);
    }

    @PostMapping("/center/try")
    String run(
            @RequestParam String call,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String body,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            HttpServletRequest request,
            Model model) {
        TriedCall tried = call(call);
        model.addAttribute("answer", answer(tried, name.strip(), body, user, locale, request));
        return show(tried, name.strip(), body, locale, model);
    }

    private static TriedCall call(String id) {
        for (TriedCall call : TriedCall.values()) {
            if (call.id().equals(id)) {
                return call;
            }
        }
        throw new Failure(FailureCode.NOT_FOUND);
    }

    private Answered answer(
            TriedCall call, String name, String body, ConsoleUser user, Locale locale, HttpServletRequest request) {
        try {
            byte[] record = body.getBytes(StandardCharsets.UTF_8);
            if (record.length > Limits.RECORD_BYTES) {
                throw new Failure(FailureCode.BODY_TOO_LARGE);
            }
            return said(call == TriedCall.SUBMIT ? 202 : 200, made(call, name, record, user, locale, request));
        } catch (Failure failure) {
            if (failure.code().kind() == FailureKind.OURS) {
                throw failure;
            }
            ProblemDetail problem = problems.of(failure, locale);
            return said(problem.getStatus(), problem);
        }
    }

    private Object made(
            TriedCall call, String name, byte[] record, ConsoleUser user, Locale locale, HttpServletRequest request) {
        var caller = user.caller();
        return switch (call) {
            case SUBMISSIONS ->
                Objects.requireNonNull(submissions
                        .submissions(null, null, null, ROWS, caller, locale)
                        .getBody());
            case SUBMISSION -> submissions.submission(id(name), caller, locale);
            case DRY_RUN -> dryRuns.dryRun(name, record, caller, locale);
            case SUBMIT -> submissions.submit(name, null, record, caller, request);
            case INBOX -> inbox.page(null, ROWS, caller);
            case SLOTS -> bookings.slots(null, null, ROWS, caller);
            case BOOKINGS -> bookings.bookings(null, null, null, null, ROWS, caller);
            case CONSENTS -> consents.all("", ROWS, caller);
        };
    }

    private static UUID id(String name) {
        try {
            return UUID.fromString(name);
        } catch (IllegalArgumentException none) {
            throw new Failure(FailureCode.BAD_REQUEST);
        }
    }

    private Answered said(int status, Object answer) {
        String text = json.writeValueAsString(answer);
        boolean cut = text.length() > SHOWN_CHARS;
        return new Answered(status, cut ? text.substring(0, SHOWN_CHARS) : text, cut);
    }

    private String show(TriedCall call, String name, String body, Locale locale, Model model) {
        String origin = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        model.addAttribute("calls", List.of(TriedCall.values()));
        model.addAttribute("call", call);
        model.addAttribute("name", name);
        model.addAttribute("body", body);
        model.addAttribute("offers", CenterSubmitPage.offers(desk, locale));
        model.addAttribute("curl", call.curl(origin, name.matches("[A-Za-z0-9_-]{0,64}") ? name : ""));
        return "center/try";
    }
}
