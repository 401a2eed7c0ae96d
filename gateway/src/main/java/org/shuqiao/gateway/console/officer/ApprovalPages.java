package org.shuqiao.gateway.console.officer;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApprovalController;
import org.shuqiao.gateway.ApprovalController.ApprovalAnswer;
import org.shuqiao.gateway.ApprovalController.ApprovalRequest;
import org.shuqiao.gateway.ApprovalController.OpenApproval;
import org.shuqiao.gateway.ListPage;
import org.shuqiao.gateway.PreviewController;
import org.shuqiao.gateway.PreviewController.ShownField;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.ApprovalLedger.Answer;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an agreement lets leave only with a person's word: an officer sees exactly what would leave, and says so. */
@Controller
@RequestMapping("/officer/approvals")
class ApprovalPages {
    private static final int ROWS = 50;

    private final ApprovalController approvals;
    private final PlatformDirectory platforms;

    ApprovalPages(ApprovalController approvals, Journeys journeys) {
        this.approvals = approvals;
        this.platforms = journeys.parts().platforms();
    }

    @GetMapping
    String list(@RequestParam(required = false) @Nullable String cursor, Model model) {
        ListPage<OpenApproval> page = approvals.page(Asked.of(cursor), ROWS);
        model.addAttribute("questions", page.rows());
        model.addAttribute("next", page.next());
        return "officer/approvals";
    }

    /** Who only audits sees that there is a question, and nothing of what would leave. */
    @GetMapping("/{transfer}")
    String one(@PathVariable UUID transfer, @AuthenticationPrincipal ConsoleUser user, Model model) {
        ApprovalRequest asked = approvals.approval(transfer);
        boolean acts = AgreementPages.acts(user);
        model.addAttribute("question", asked.approval());
        model.addAttribute("acts", acts);
        model.addAttribute("fields", acts ? fields(asked) : List.of());
        model.addAttribute("payload", acts ? asked.payload().toPrettyString() : "");
        model.addAttribute("file", asked.file());
        return "officer/approval";
    }

    /** None where the platform has no mapping of the dataset any more; the payload itself is there in any case. */
    private List<ShownField> fields(ApprovalRequest asked) {
        OpenApproval open = asked.approval();
        return platforms
                .find(open.platform())
                .flatMap(access -> access.platform().mapping(open.dataset()))
                .map(mapping -> PreviewController.fields(asked.payload(), mapping))
                .orElse(List.of());
    }

    /** An act, since each look at a file is written down: no link or reload makes one. */
    @PostMapping("/{transfer}/file")
    void file(@PathVariable UUID transfer, @AuthenticationPrincipal ConsoleUser user, HttpServletResponse response) {
        approvals.file(transfer, user.caller(), response);
    }

    @PostMapping("/{transfer}")
    String answer(
            @PathVariable UUID transfer,
            @RequestParam Answer decision,
            @RequestParam String payloadHash,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        approvals.answer(transfer, new ApprovalAnswer(decision, payloadHash, reason), user.caller());
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("officer.approval.said." + decision.name()));
        return "redirect:/officer/approvals";
    }
}
