package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.shuqiao.gateway.Problems;
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
import tools.jackson.databind.node.ObjectNode;

/**
 * A programmer of a center tries calls before writing them: the call as a command, and what it answers. It is made with the session, by
 * the same controllers, so no API key has to be pasted anywhere.
 */
@Controller
class CenterTryPage {
    private static final int SHOWN_CHARS = 100_000;

    private final CenterDesk desk;
    private final TriedCalls calls;
    private final Problems problems;
    private final ObjectWriter json;

    CenterTryPage(CenterDesk desk, TriedCalls calls, Problems problems, JsonMapper json) {
        this.desk = desk;
        this.calls = calls;
        this.problems = problems;
        this.json = json.writerWithDefaultPrettyPrinter();
    }

    /** @param cut whether the text is only its beginning */
    record Answered(int status, String text, boolean cut) {}

    @GetMapping("/center/try")
    String choose(
            @RequestParam(defaultValue = "submissions") String call,
            @RequestParam(defaultValue = "") String name,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model) {
        TriedCall tried = call(call);
        List<CenterDesk.Offer> offers = desk.offers(locale);
        if (tried.hasBody() && !offers.isEmpty()) {
            String dataset = name.isEmpty() ? offers.get(0).id() : name;
            return show(tried, dataset, example(dataset, user), locale, model);
        }
        return show(tried, name, "", locale, model);
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

    /** The first sample of a dataset, as a record of this center. */
    private String example(String dataset, ConsoleUser user) {
        ObjectNode record = (ObjectNode) JsonMapper.shared()
                .readTree(desk.offered(dataset).dataset().samples().get(0).bytes());
        record.put("center_id", user.caller().ownCenter());
        return json.writeValueAsString(record);
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
            return said(
                    call == TriedCall.SUBMIT ? 202 : 200,
                    calls.made(call, name, record, user.caller(), locale, request));
        } catch (Failure failure) {
            if (failure.code().kind() == FailureKind.OURS) {
                throw failure;
            }
            ProblemDetail problem = problems.of(failure, locale);
            return said(problem.getStatus(), problem);
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
        model.addAttribute("offers", desk.offers(locale));
        model.addAttribute("curl", call.curl(origin, name.matches("[A-Za-z0-9_-]{0,64}") ? name : ""));
        return "center/try";
    }
}
