package org.shuqiao.gateway.console.officer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ListPage;
import org.shuqiao.gateway.SealedController;
import org.shuqiao.gateway.SealedController.Destruction;
import org.shuqiao.gateway.SealedController.OpenedRecord;
import org.shuqiao.gateway.SealedController.SealedEntry;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.TypedForm;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Records that are marked as important data or as state secrets: read and destroyed here, and nowhere else. */
@Controller
@RequestMapping("/officer/sealed")
class SealedPages {
    private static final int ROWS = 50;

    private final SealedController sealed;

    SealedPages(SealedController sealed) {
        this.sealed = sealed;
    }

    @GetMapping
    String list(
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal ConsoleUser user,
            Model model) {
        ListPage<SealedEntry> page = sealed.page(Asked.of(cursor), ROWS);
        model.addAttribute("entries", page.rows());
        model.addAttribute("next", page.next());
        model.addAttribute("acts", AgreementPages.acts(user));
        return "officer/sealed";
    }

    /** An act, since each look is written down: no link or reload makes one. */
    @PostMapping("/{id}/open")
    String open(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user, Model model) {
        OpenedRecord opened = sealed.open(id, user.caller());
        model.addAttribute("entry", opened.entry());
        model.addAttribute("content", opened.content().toPrettyString());
        return "officer/sealed-record";
    }

    /**
     * Where a browser comes to that goes back, or changes the language, on the answer to an act. A refused form comes back without the
     * record: only a look that is written down shows it.
     */
    @GetMapping("/{id}/open")
    String back(@PathVariable UUID id, Model model, RedirectAttributes next) {
        SealedEntry entry =
                model.containsAttribute(TypedForm.ATTRIBUTE) ? sealed.entry(id).orElse(null) : null;
        if (entry == null) {
            return Returns.to("/officer/sealed", model, next);
        }
        model.addAttribute("entry", entry);
        return "officer/sealed-record";
    }

    @PostMapping("/{id}/destroy")
    String destroy(
            @PathVariable UUID id,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes next) {
        sealed.destroy(id, new Destruction(reason), user.caller());
        next.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("officer.sealed.destroyed"));
        return "redirect:/officer/sealed";
    }
}
