package org.shuqiao.gateway.console.officer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.UseReportController;
import org.shuqiao.gateway.UseReportController.OwedReport;
import org.shuqiao.gateway.UseReportController.ReportClosing;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reports that consumers owe on what they did with data; an officer who has one closes its period here. */
@Controller
@RequestMapping("/officer/duties/reports")
class UseReportPages {
    private static final int ROWS = 50;

    private final UseReportController reports;

    UseReportPages(UseReportController reports) {
        this.reports = reports;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String after,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        List<OwedReport> owed = reports.owed(Asked.of(after), ROWS);
        model.addAttribute("reports", owed);
        model.addAttribute(
                "next", owed.size() < ROWS ? null : owed.get(owed.size() - 1).agreement());
        model.addAttribute("acts", AgreementPages.acts(user));
        return "officer/reports";
    }

    @PostMapping("/{agreement}/{period}/closing")
    String close(
            @PathVariable String agreement,
            @PathVariable int period,
            @RequestParam String proofHash,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        reports.close(agreement, period, new ReportClosing(proofHash.strip(), reason), user.caller());
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("officer.report.closed"));
        return "redirect:/officer/duties/reports";
    }
}
