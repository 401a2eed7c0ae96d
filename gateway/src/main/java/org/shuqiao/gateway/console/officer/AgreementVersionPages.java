package org.shuqiao.gateway.console.officer;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.AgreementLifeController;
import org.shuqiao.gateway.AgreementLifeController.AgreementStory;
import org.shuqiao.gateway.AgreementLifeController.AgreementVersion;
import org.shuqiao.gateway.AgreementLifeController.Withdrawal;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A version of an agreement on its way into force: what it says, what it changes, and the next step of its life. */
@Controller
@RequestMapping("/officer/agreements")
class AgreementVersionPages {
    private static final String VERSION = "redirect:/officer/agreements/{id}/versions/{version}";
    /** Events that make their actor the one who brought a version. */
    private static final Set<String> BROUGHT = Set.of("DRAFTED", "PROPOSED");

    private final AgreementLifeController life;
    private final Names names;

    AgreementVersionPages(AgreementLifeController life, Names names) {
        this.life = life;
        this.names = names;
    }

    /** @param against the version that it is compared with; the one before where none is named */
    @GetMapping("/{id}/versions/{version}")
    String version(
            @PathVariable String id,
            @PathVariable int version,
            @RequestParam(required = false) @Nullable Integer against,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model) {
        AgreementStory story = life.story(id);
        AgreementVersion shown = story.versions().stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "agreement")));
        List<Integer> others = story.versions().stream()
                .filter(one -> one.version() != version && !one.status().equals("WITHDRAWN"))
                .map(AgreementVersion::version)
                .toList();
        Integer from = against == null
                ? others.stream().filter(one -> one < version).findFirst().orElse(null)
                : against;
        model.addAttribute("id", id);
        model.addAttribute("shown", shown);
        model.addAttribute("terms", Terms.of(life.document(id, version), names));
        model.addAttribute("others", others);
        model.addAttribute("against", from);
        model.addAttribute("changes", from == null ? List.of() : life.diff(id, from, version, locale));
        model.addAttribute("brought", isBroughtBy(story, version, user));
        model.addAttribute("acts", AgreementPages.acts(user));
        return "officer/version";
    }

    /** The ledger asks for the person, this for the key only: it saves a step that would be refused anyway. */
    private static boolean isBroughtBy(AgreementStory story, int version, ConsoleUser user) {
        return story.events().stream()
                .filter(event -> event.version() == version)
                .takeWhile(event -> !event.event().equals("WITHDRAWN"))
                .anyMatch(event -> BROUGHT.contains(event.event())
                        && event.keyId().equals(user.caller().keyId()));
    }

    @PostMapping("/{id}/versions/{version}/propose")
    String propose(
            @PathVariable String id,
            @PathVariable int version,
            @RequestParam String hash,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        life.propose(id, version, hash, user.caller());
        return done(id, version, "officer.version.proposed", next);
    }

    @PostMapping("/{id}/versions/{version}/activate")
    String activate(
            @PathVariable String id,
            @PathVariable int version,
            @RequestParam String hash,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        life.activate(id, version, hash, user.caller());
        return done(id, version, "officer.version.activated", next);
    }

    private static String done(String id, int version, String said, RedirectAttributes next) {
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(said));
        next.addAttribute("id", id);
        next.addAttribute("version", version);
        return VERSION;
    }

    /** Its document is gone with it, so the next page is the agreement's. */
    @PostMapping("/{id}/versions/{version}/withdraw")
    String withdraw(
            @PathVariable String id,
            @PathVariable int version,
            @RequestParam String hash,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        life.withdraw(id, version, new Withdrawal(reason, hash), user.caller());
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("officer.version.withdrawn"));
        next.addAttribute("id", id);
        return "redirect:/officer/agreements/{id}";
    }
}
