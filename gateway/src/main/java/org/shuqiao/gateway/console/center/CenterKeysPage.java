package org.shuqiao.gateway.console.center;

import jakarta.servlet.http.HttpSession;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.CenterKeys;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The API keys of a center's own software. */
@Controller
class CenterKeysPage {
    private final CenterKeys keys;

    CenterKeysPage(CenterKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/center/keys")
    String keys(@AuthenticationPrincipal ConsoleUser user, Model model) {
        model.addAttribute("keys", keys.all(user.caller()));
        model.addAttribute("most", CenterKeys.MOST);
        model.addAttribute("form", UUID.randomUUID());
        return "center/keys";
    }

    /**
     * Answered with the page itself: what is shown once must be kept nowhere until the next one. So whoever loads that page again sends
     * the form again.
     *
     * @param form which form it is; null for one that no page has made
     */
    @PostMapping("/center/keys")
    String issue(
            @RequestParam String label,
            @RequestParam(required = false) @Nullable UUID form,
            @AuthenticationPrincipal ConsoleUser user,
            HttpSession session,
            RedirectAttributes redirect,
            Model model) {
        if (form != null && !UsedForms.of(session).use(form)) {
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.refused("center.keys.again"));
            return "redirect:/center/keys";
        }
        model.addAttribute("issued", keys.issue(label, user.caller()));
        return keys(user, model);
    }

    @PostMapping("/center/keys/{id}/revoke")
    String revoke(@PathVariable String id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        keys.revoke(id, user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.keys.revoked"));
        return "redirect:/center/keys";
    }
}
