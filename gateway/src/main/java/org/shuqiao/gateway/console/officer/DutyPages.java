package org.shuqiao.gateway.console.officer;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.DutyController;
import org.shuqiao.gateway.DutyController.DutyClosing;
import org.shuqiao.gateway.DutyController.OpenDuty;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.ledger.DutyClosingLedger.Duty;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What agreements still want done after transfers; what is left to a person is closed here. */
@Controller
@RequestMapping("/officer/duties")
class DutyPages {
    private static final int ROWS = 50;

    private final DutyController duties;

    DutyPages(DutyController duties) {
        this.duties = duties;
    }

    /** Ends of a take-down that has taken nothing down. */
    private static final Set<String> NOT_TAKEN_DOWN =
            Set.of("DENIED", "WITHHELD", "EXPIRED", "SUPERSEDED", "REJECTED", "ABANDONED");

    /** @param forPerson whether nobody else will close it */
    record Line(OpenDuty duty, boolean forPerson) {
        static Line of(OpenDuty duty) {
            boolean closable = duty.duty().equals("DELETE_AFTER") || duty.duty().equals("STOP_AND_DELETE");
            boolean nobodyElse = duty.takenDownBy() == null
                    || (duty.takeDownState() != null && NOT_TAKEN_DOWN.contains(duty.takeDownState()));
            return new Line(duty, closable && duty.actedAt() != null && nobodyElse);
        }
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable UUID after,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        List<Line> lines = duties.open(after, ROWS).stream().map(Line::of).toList();
        model.addAttribute("lines", lines);
        model.addAttribute(
                "next",
                lines.size() < ROWS ? null : lines.get(lines.size() - 1).duty().transferId());
        model.addAttribute("acts", AgreementPages.acts(user));
        return "officer/duties";
    }

    @PostMapping("/{transfer}/closing")
    String close(
            @PathVariable UUID transfer,
            @RequestParam String agreement,
            @RequestParam Duty duty,
            @RequestParam String proofHash,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        duties.close(transfer, new DutyClosing(agreement, duty, proofHash.strip(), reason), user.caller());
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("officer.duty.closed"));
        return "redirect:/officer/duties";
    }
}
