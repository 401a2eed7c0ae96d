package org.shuqiao.gateway.console.operator;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.DecisionController;
import org.shuqiao.gateway.FoundTransfer;
import org.shuqiao.gateway.Reason;
import org.shuqiao.gateway.SubmissionResponse;
import org.shuqiao.gateway.TransferController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.mappings.platforms.Redelivery;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.StoryLedger;
import org.shuqiao.routes.ledger.TransferState;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One transfer: where it is, why it is there, what happens next, and what has happened. */
@Controller
@RequestMapping("/operator/transfers/{id}")
class TransferPage {
    private final TransferController transfers;
    private final DecisionController decisions;
    private final StoryLedger stories;
    private final Outlook outlook;
    private final Watch watch;
    private final Journeys journeys;

    TransferPage(
            TransferController transfers,
            DecisionController decisions,
            Outlook outlook,
            Watch watch,
            Journeys journeys) {
        this.transfers = transfers;
        this.decisions = decisions;
        this.stories = journeys.ledger().stories();
        this.outlook = outlook;
        this.watch = watch;
        this.journeys = journeys;
    }

    @GetMapping
    String transfer(@PathVariable UUID id, Model model, Locale locale) {
        FoundTransfer found =
                transfers.find(id).orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer")));
        SubmissionResponse.Transfer transfer = transfers.transfer(id, locale);
        model.addAttribute("found", found);
        model.addAttribute("transfer", transfer);
        model.addAttribute("detail", TransferDetail.of(transfer, locale));
        model.addAttribute("answers", outlook.of(found, locale));
        model.addAttribute("story", stories.story(id));
        model.addAttribute("trail", decisions.anyDecision(id, locale));
        model.addAttribute("parked", found.state() == TransferState.PARKED);
        model.addAttribute("redelivery", redelivery(found.platform()));
        return "operator/transfer";
    }

    /** Whether sending twice can have two effects there. */
    private Redelivery redelivery(String platform) {
        return journeys.parts()
                .platforms()
                .find(platform)
                .map(access -> access.platform().descriptor().redelivery())
                .orElse(Redelivery.MANUAL);
    }

    @PostMapping("/replay")
    String replay(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        transfers.replay(id, user.caller());
        return done(id, "operator.transfer.replayed", redirect);
    }

    @PostMapping("/abandon")
    String abandon(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        transfers.abandon(id, new Reason(Typed.reason(reason)), user.caller());
        return done(id, "operator.transfer.abandoned", redirect);
    }

    private String done(UUID id, String key, RedirectAttributes redirect) {
        watch.forget();
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(key));
        redirect.addAttribute("id", id);
        return "redirect:/operator/transfers/{id}";
    }
}
