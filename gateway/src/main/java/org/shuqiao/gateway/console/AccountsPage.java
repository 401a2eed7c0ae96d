package org.shuqiao.gateway.console;

import java.util.Arrays;
import java.util.List;
import org.shuqiao.gateway.AccountController;
import org.shuqiao.gateway.ApiKeys.Role;
import org.shuqiao.gateway.Reason;
import org.shuqiao.routes.failures.Failure;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Everybody's accounts, for an administrator: the page does what the calls of the API do. */
@Controller
@RequestMapping("/admin/accounts")
final class AccountsPage {
    private static final String HERE = "redirect:/admin/accounts";
    private static final int ROWS = 50;
    private static final String FORM = "form";

    private final AccountController accounts;

    AccountsPage(AccountController accounts) {
        this.accounts = accounts;
    }

    /** @param after key of the account behind which to go on; empty for the first */
    @GetMapping
    String list(@RequestParam(defaultValue = "") String after, @AuthenticationPrincipal ConsoleUser user, Model model) {
        List<AccountController.Account> found = accounts.list(after.replace("\0", ""), ROWS + 1);
        List<AccountController.Account> page = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("accounts", page);
        model.addAttribute(
                "next",
                found.size() > ROWS
                        ? "/admin/accounts?after=" + page.get(ROWS - 1).keyId()
                        : null);
        model.addAttribute("roles", Arrays.asList(Role.values()));
        model.addAttribute("own", user.caller().keyId());
        if (!model.containsAttribute(FORM)) {
            model.addAttribute(FORM, AccountForm.EMPTY);
        }
        return "admin/accounts";
    }

    @PostMapping
    String open(
            @RequestParam String name,
            @RequestParam Role role,
            @RequestParam(defaultValue = "") String center,
            @RequestParam(defaultValue = "") String holder,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        AccountForm form = new AccountForm(name, role, center, holder, null);
        try {
            show(accounts.open(form.account(role), user.caller()), redirect);
        } catch (Failure refused) {
            AccountForm.Fault fault = form.fault(refused).orElseThrow(() -> refused);
            redirect.addFlashAttribute(FORM, form.with(fault));
            redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.refused(fault.key()));
        }
        return HERE;
    }

    @PostMapping("/{keyId}/password")
    String reset(@PathVariable String keyId, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        show(accounts.reset(keyId, user.caller()), redirect);
        return HERE;
    }

    /** On the next page, and on no other: what it is shown by goes with the session, not with the address. */
    private static void show(AccountController.NewPassword password, RedirectAttributes redirect) {
        redirect.addFlashAttribute("issued", password);
    }

    @PostMapping("/{keyId}/lock")
    String lock(
            @PathVariable String keyId,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        accounts.lock(keyId, new Reason(reason), user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("common.admin.locked"));
        return HERE;
    }

    @PostMapping("/{keyId}/unlock")
    String unlock(
            @PathVariable String keyId,
            @RequestParam String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        accounts.unlock(keyId, new Reason(reason), user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("common.admin.unlocked"));
        return HERE;
    }

    @PostMapping("/{keyId}/revoke")
    String revoke(@PathVariable String keyId, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        accounts.revoke(keyId, user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("common.admin.revoked"));
        return HERE;
    }
}
