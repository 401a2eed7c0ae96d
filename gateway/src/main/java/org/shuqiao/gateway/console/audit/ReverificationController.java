package org.shuqiao.gateway.console.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.routes.keys.KeyOffice;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Verifying the evidence of many transfers again. Begun and stopped by GET: it reads and changes nothing but what this person sees, and
 * auditors, for whom it is, may post nothing.
 */
@Controller
@RequestMapping("/audit/verify")
class ReverificationController {
    private static final String PATH = "/audit/verify";

    private final Reverifications running;
    private final KeyOffice keys;

    ReverificationController(Reverifications running, KeyOffice keys) {
        this.running = running;
        this.keys = keys;
    }

    /** How far this person's verification is. */
    @GetMapping
    String progress(@AuthenticationPrincipal ConsoleUser user, Model model) {
        running.of(user.caller().keyId())
                .ifPresent(own -> model.addAttribute("query", own.order().query())
                        .addAttribute("percent", own.percent())
                        .addAttribute("progress", own.progress()));
        return "audit/verify";
    }

    @GetMapping("/start")
    String start(
            @ModelAttribute("form") AuditForm form,
            @RequestParam(required = false) @Nullable UUID after,
            @AuthenticationPrincipal ConsoleUser user) {
        running.start(user.caller().keyId(), form.filter().checked(keys), after);
        return "redirect:" + PATH;
    }

    /** Goes on behind what the last one has come to. */
    @GetMapping("/on")
    String goOn(@AuthenticationPrincipal ConsoleUser user) {
        String person = user.caller().keyId();
        running.of(person).ifPresent(last -> {
            UUID behind = last.progress().behind();
            if (behind != null) {
                running.start(person, last.order().query(), behind);
            }
        });
        return "redirect:" + PATH;
    }

    @GetMapping("/stop")
    String stop(@AuthenticationPrincipal ConsoleUser user) {
        running.stop(user.caller().keyId());
        return "redirect:" + PATH;
    }
}
