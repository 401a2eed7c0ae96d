package org.shuqiao.gateway.console.officer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.EnteredReceiptController;
import org.shuqiao.gateway.EnteredReceiptController.NewPaper;
import org.shuqiao.gateway.EnteredReceiptController.PaperStage;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Papers that platforms gave for a package: scanned and entered by one officer, compared and confirmed by another. */
@Controller
@RequestMapping("/officer/packages/{packageId}")
class PaperPages {
    private final EnteredReceiptController papers;

    PaperPages(EnteredReceiptController papers) {
        this.papers = papers;
    }

    /** The scan is the body itself; a browser cannot know its SM3, so it is told afterwards. */
    @PostMapping("/scans")
    String scan(
            @PathVariable UUID packageId,
            @AuthenticationPrincipal ConsoleUser user,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String unused = papers.take(packageId, null, user.caller(), request);
        response.setHeader("HX-Redirect", "/officer/packages/" + packageId);
        return "officer/refused :: taken";
    }

    @GetMapping("/scans/{sm3}")
    ResponseEntity<byte[]> scan(@PathVariable UUID packageId, @PathVariable String sm3) {
        return papers.scan(packageId, sm3);
    }

    /** @param reasons one on each line, where the paper gives records back */
    @PostMapping("/receipts")
    String enter(
            @PathVariable UUID packageId,
            @RequestParam String scan,
            @RequestParam PaperStage stage,
            @RequestParam(required = false) @Nullable List<UUID> transfers,
            @RequestParam String reference,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate receivedOn,
            @RequestParam(defaultValue = "") String reasons,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        List<String> lines = reasons.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        NewPaper paper = new NewPaper(
                scan, stage, transfers == null ? List.of() : transfers, reference.strip(), receivedOn, lines);
        papers.enter(packageId, paper, user.caller());
        return done(packageId, "officer.paper.entered", next);
    }

    @PostMapping("/receipts/{id}/confirm")
    String confirm(
            @PathVariable UUID packageId,
            @PathVariable UUID id,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        papers.confirm(packageId, id, user.caller());
        return done(packageId, "officer.paper.confirmed", next);
    }

    @PostMapping("/receipts/{id}/withdraw")
    String withdraw(
            @PathVariable UUID packageId,
            @PathVariable UUID id,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        papers.withdraw(packageId, id, user.caller());
        return done(packageId, "officer.paper.withdrawn", next);
    }

    private static String done(UUID packageId, String said, RedirectAttributes next) {
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(said));
        return toPackage(packageId, next);
    }

    static String toPackage(UUID packageId, RedirectAttributes next) {
        next.addAttribute("id", packageId);
        return "redirect:/officer/packages/{id}";
    }
}
