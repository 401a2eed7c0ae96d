package org.shuqiao.gateway.console.officer;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.AgreementController;
import org.shuqiao.gateway.AgreementController.Change;
import org.shuqiao.gateway.AgreementController.Resumption;
import org.shuqiao.gateway.AgreementLifeController;
import org.shuqiao.gateway.AgreementLifeController.AgreementEvent;
import org.shuqiao.gateway.AgreementLifeController.AgreementStory;
import org.shuqiao.gateway.AgreementLifeController.AgreementVersion;
import org.shuqiao.gateway.ApiKeys.Role;
import org.shuqiao.gateway.RevocationController;
import org.shuqiao.gateway.RevocationController.RevokeCommand;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.AgreementHistoryLedger.Filter;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Agreements: which there are, what happened to each, and what ends or interrupts what is in force. */
@Controller
@RequestMapping("/officer/agreements")
class AgreementPages {
    private static final int ROWS = 50;
    private static final String STORY = "redirect:/officer/agreements/{id}";

    private final Journeys journeys;
    private final AgreementController agreements;
    private final AgreementLifeController life;
    private final RevocationController revocations;
    private final Names names;
    private final Clock clock;

    AgreementPages(
            Journeys journeys,
            AgreementController agreements,
            AgreementLifeController life,
            RevocationController revocations,
            Names names,
            Clock clock) {
        this.journeys = journeys;
        this.agreements = agreements;
        this.life = life;
        this.revocations = revocations;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String center,
            @RequestParam(required = false) @Nullable String platform,
            @RequestParam(required = false) @Nullable AgreementState state,
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        Filter filter = new Filter(names.usci(center), Asked.of(platform), state);
        String from = Objects.requireNonNullElse(Asked.of(after), "");
        List<AgreementLine> found = AgreementLine.of(
                journeys.ledger().agreementHistory().page(filter, from, ROWS + 1), undecided(), clock.instant());
        List<AgreementLine> page = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("agreements", page);
        model.addAttribute("next", found.size() > ROWS ? page.get(ROWS - 1).id() : null);
        model.addAttribute("center", filter.center());
        model.addAttribute("platform", filter.platform());
        model.addAttribute("state", state);
        model.addAttribute("states", AgreementState.values());
        model.addAttribute("acts", acts(user));
        return "officer/agreements";
    }

    /** Agreements that cannot be read here, or whose signatures do not hold. */
    private Set<String> undecided() {
        return journeys.agreements().book().unreadable().stream()
                .map(version -> version.key().id())
                .collect(Collectors.toUnmodifiableSet());
    }

    @GetMapping("/{id}")
    String story(@PathVariable String id, @AuthenticationPrincipal ConsoleUser user, Model model) {
        AgreementStory story = life.story(id);
        AgreementVersion newest = story.versions().get(0);
        String state = story.versions().stream()
                .map(AgreementVersion::status)
                .filter(one -> one.equals("ACTIVE") || one.equals("SUSPENDED"))
                .findFirst()
                .orElse("");
        model.addAttribute("story", story);
        model.addAttribute("newest", newest);
        model.addAttribute("state", state);
        model.addAttribute("suspendedAt", suspendedAt(story));
        model.addAttribute("undecided", undecided().contains(id));
        model.addAttribute(
                "revocation", journeys.agreements().revocations().standing(id).orElse(null));
        model.addAttribute(
                "sending",
                state.equals("SUSPENDED") ? journeys.ledger().agreements().sending(id) : 0);
        model.addAttribute("acts", acts(user));
        return "officer/agreement";
    }

    /** When the suspension began that this page shows; null where it is none of the newest events. */
    private static @Nullable Instant suspendedAt(AgreementStory story) {
        return story.events().stream()
                .filter(event -> event.event().equals("SUSPENDED"))
                .findFirst()
                .map(AgreementEvent::at)
                .orElse(null);
    }

    @PostMapping("/{id}/suspend")
    String suspend(
            @PathVariable String id,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        agreements.suspend(id, new Change(reason), user.caller());
        return done(id, "officer.agreement.suspended", next);
    }

    @PostMapping("/{id}/resume")
    String resume(
            @PathVariable String id,
            @RequestParam String reason,
            @RequestParam(required = false) @Nullable Instant suspendedAt,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        agreements.resume(id, new Resumption(reason, suspendedAt), user.caller());
        return done(id, "officer.agreement.resumed", next);
    }

    @PostMapping("/{id}/revoke")
    String revoke(
            @PathVariable String id,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        String status =
                revocations.revoke(id, new RevokeCommand(reason), user.caller()).status();
        return done(id, "officer.agreement.revocation." + status, next);
    }

    private static String done(String id, String said, RedirectAttributes next) {
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(said));
        next.addAttribute("id", id);
        return STORY;
    }

    static boolean acts(ConsoleUser user) {
        return user.caller().role() == Role.OFFICER;
    }
}
