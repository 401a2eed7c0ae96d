package org.shuqiao.gateway.console.operator;

import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.OperatorController;
import org.shuqiao.gateway.Reason;
import org.shuqiao.gateway.RouteController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.RouteNames;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The switches of routes and platforms. A platform that this gateway does not reach can be paused here, too, for the gateways that do;
 * what is under way is known by its route alone.
 */
@Controller
@RequestMapping("/operator/{what:routes|platforms}/{id}")
class SwitchPage {
    private static final String PLATFORMS = "platforms";

    private final RouteController routes;
    private final OperatorController platforms;
    private final Watch watch;

    SwitchPage(RouteController routes, OperatorController platforms, Watch watch) {
        this.routes = routes;
        this.platforms = platforms;
        this.watch = watch;
    }

    @PostMapping("/pause")
    String pause(
            @PathVariable String what,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        if (what.equals(PLATFORMS)) {
            platforms.pause(id, new OperatorController.Pause(Typed.reason(reason)), user.caller());
        } else {
            routes.pause(id, new Reason(Typed.reason(reason)), user.caller());
        }
        return done(what, id, "paused", redirect);
    }

    @PostMapping("/drain")
    String drain(
            @PathVariable String what,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        String route = what.equals(PLATFORMS) ? RouteNames.deliver(id) : id;
        routes.drain(route, new Reason(Typed.reason(reason)), user.caller());
        return done(what, id, "draining", redirect);
    }

    @PostMapping("/resume")
    String resume(
            @PathVariable String what,
            @PathVariable String id,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        if (what.equals(PLATFORMS)) {
            platforms.resume(id, user.caller());
        } else {
            routes.resume(id, user.caller());
        }
        return done(what, id, "resumed", redirect);
    }

    private String done(String what, String id, String outcome, RedirectAttributes redirect) {
        watch.forget();
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("operator." + what + "." + outcome));
        redirect.addAttribute("id", id);
        return "redirect:/operator/" + what + "/{id}";
    }
}
