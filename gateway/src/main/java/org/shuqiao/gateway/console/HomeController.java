package org.shuqiao.gateway.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.Accounts;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The way in, and the choice of language. */
@Controller
final class HomeController {
    private final Accounts accounts;
    private final Languages languages;

    HomeController(Accounts accounts, Languages languages) {
        this.accounts = accounts;
        this.languages = languages;
    }

    /** What an act has led to is said on the page where this ends. */
    @GetMapping("/")
    String start(@AuthenticationPrincipal ConsoleUser user, Model model, RedirectAttributes redirect) {
        if (model.getAttribute(Flash.ATTRIBUTE) instanceof Flash flash) {
            redirect.addFlashAttribute(Flash.ATTRIBUTE, flash);
        }
        return "redirect:" + (user.account().mustChange() ? "/account" : Navigation.start(user.role()));
    }

    @GetMapping("/sign-in")
    String signIn(
            @AuthenticationPrincipal @Nullable ConsoleUser user,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (user != null) {
            return "redirect:/";
        }
        model.addAttribute("name", Remembered.NAME.take(request, response));
        return "sign-in";
    }

    /** @param back path of the page that is to be seen in the other language */
    @PostMapping("/language")
    String speak(
            @RequestParam String language,
            @RequestParam(defaultValue = "/") String back,
            @AuthenticationPrincipal @Nullable ConsoleUser user,
            HttpServletRequest request,
            HttpServletResponse response) {
        languages.setLocale(request, response, Languages.of(language));
        if (user != null) {
            accounts.speak(user.caller().keyId(), Languages.of(language).getLanguage());
        }
        return "redirect:" + OwnPath.of(back);
    }
}
