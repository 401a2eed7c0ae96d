package org.shuqiao.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.shuqiao.gateway.Accounts;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One's own account: who one is here, and a password of one's own. */
@Controller
final class AccountPage {
    private final Accounts accounts;
    private final HttpSessionSecurityContextRepository sessions = new HttpSessionSecurityContextRepository();

    AccountPage(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/account")
    String account(@AuthenticationPrincipal ConsoleUser user, Model model) {
        model.addAttribute("user", user);
        return "account";
    }

    @PostMapping("/account/password")
    String choosePassword(
            @RequestParam String before,
            @RequestParam String chosen,
            @RequestParam String again,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (!chosen.equals(again)) {
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.refused("common.password.DIFFERENT"));
            return "redirect:/account";
        }
        try {
            int edition = accounts.choosePassword(user.caller().keyId(), user.name(), before, chosen);
            goOn(user, edition, request, response);
        } catch (Failure refused) {
            if (refused.code() != FailureCode.PASSWORD_REFUSED) {
                throw refused;
            }
            redirect.addFlashAttribute(
                    Flash.ATTRIBUTE,
                    Flash.refused("common.password." + refused.facts().get("reason")));
            return "redirect:/account";
        }
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("common.password.changed"));
        return "redirect:" + (user.account().mustChange() ? Navigation.start(user.role()) : "/account");
    }

    /** All other sessions of the account have ended by now; this one has a new id. */
    private void goOn(ConsoleUser user, int edition, HttpServletRequest request, HttpServletResponse response) {
        Accounts.SignedIn before = user.account();
        ConsoleUser now = new ConsoleUser(
                new Accounts.SignedIn(before.caller(), before.name(), false, edition, before.language()),
                user.signedInAt());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(now, null, now.authorities()));
        SecurityContextHolder.setContext(context);
        request.changeSessionId();
        sessions.saveContext(context, request, response);
    }
}
