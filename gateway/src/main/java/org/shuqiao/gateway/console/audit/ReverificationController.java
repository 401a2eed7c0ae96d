package org.shuqiao.gateway.console.audit;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.keys.KeyOffice;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Verifying the evidence of many transfers again. Whoever may look may begin and stop it, auditors too: nothing changes by it but what this
 * person sees. It takes time of the gateway, so no link or reload begins one.
 */
@Controller
@RequestMapping("/audit/verify")
class ReverificationController {
    private static final String PAGE = "redirect:/audit/verify";
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final Reverifications running;
    private final ReverificationReport report;
    private final KeyOffice keys;
    private final Names names;

    ReverificationController(Reverifications running, ReverificationReport report, KeyOffice keys, Names names) {
        this.running = running;
        this.report = report;
        this.keys = keys;
        this.names = names;
    }

    /** How far this person's verification is. */
    @GetMapping
    String progress(@AuthenticationPrincipal ConsoleUser user, Model model) {
        running.of(user.caller().keyId()).ifPresent(own -> model.addAttribute(
                        "asked", report.asked(own.order().query()))
                .addAttribute("percent", own.percent())
                .addAttribute("progress", own.look()));
        return "audit/verify";
    }

    @PostMapping("/start")
    String start(
            @ModelAttribute("form") AuditForm form,
            @RequestParam(required = false) @Nullable UUID after,
            @AuthenticationPrincipal ConsoleUser user) {
        AuditForm meant = form.ofCenter(names.usci(form.center()));
        running.start(user.caller().keyId(), meant.filter().checked(keys), after);
        return PAGE;
    }

    /** Goes on behind what the last one has come to. */
    @PostMapping("/on")
    String goOn(@AuthenticationPrincipal ConsoleUser user) {
        String person = user.caller().keyId();
        running.of(person).ifPresent(last -> {
            UUID behind = last.progress().behind();
            if (behind != null) {
                running.start(person, last.order().query(), behind);
            }
        });
        return PAGE;
    }

    @PostMapping("/stop")
    String stop(@AuthenticationPrincipal ConsoleUser user) {
        running.stop(user.caller().keyId());
        return PAGE;
    }

    /** What it has found, also so far. */
    @GetMapping("/report")
    ResponseEntity<byte[]> report(@AuthenticationPrincipal ConsoleUser user) throws IOException {
        String person = user.caller().keyId();
        Reverification own = running.of(person)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "verification")));
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"verification.csv\"")
                .body(report.csv(own, names.person(person)));
    }
}
