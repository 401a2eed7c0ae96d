package org.shuqiao.gateway.console.operator;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.AsideController;
import org.shuqiao.gateway.OperatorController;
import org.shuqiao.gateway.RouteController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.RouteNames;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.StoryLedger;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * The platforms: what is wrong with each, what to do, and its switch. A platform that this gateway does not reach can be paused here, too,
 * for the gateways that do; what is under way is known by its route alone.
 */
@Controller
@RequestMapping("/operator/platforms")
class PlatformsPage {
    private final PlatformRows rows;
    private final Watch watch;
    private final OperatorController platforms;
    private final RouteController routes;
    private final AsideController asides;
    private final StoryLedger stories;

    PlatformsPage(
            PlatformRows rows,
            Watch watch,
            OperatorController platforms,
            RouteController routes,
            AsideController asides,
            Journeys journeys) {
        this.rows = rows;
        this.watch = watch;
        this.platforms = platforms;
        this.routes = routes;
        this.asides = asides;
        this.stories = journeys.ledger().stories();
    }

    @GetMapping
    String list(Model model, Locale locale) {
        model.addAttribute("rows", rows.all(locale));
        return "operator/platforms";
    }

    @GetMapping("/{id}")
    String platform(@PathVariable String id, Model model, Locale locale) {
        PlatformRow row =
                rows.find(id, locale).orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform")));
        model.addAttribute("row", row);
        model.addAttribute(
                "open",
                watch.open().stream().filter(open -> open.platform().equals(id)).toList());
        model.addAttribute("acts", stories.acts(id, RoutesPage.ACTS));
        return "operator/platform";
    }

    @GetMapping("/{id}/aside")
    String aside(@PathVariable String id, Model model, Locale locale) {
        PlatformRow row =
                rows.find(id, locale).orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform")));
        model.addAttribute("row", row);
        model.addAttribute("asides", asides.aside(id));
        return "operator/aside";
    }

    @PostMapping("/{id}/pause")
    String pause(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        platforms.pause(id, new OperatorController.Pause(Typed.reason(reason)), user.caller());
        return done(id, "operator.platforms.paused", redirect);
    }

    @PostMapping("/{id}/drain")
    String drain(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        routes.drain(RouteNames.deliver(id), new RouteController.Reason(Typed.reason(reason)), user.caller());
        return done(id, "operator.platforms.draining", redirect);
    }

    @PostMapping("/{id}/resume")
    String resume(@PathVariable String id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        platforms.resume(id, user.caller());
        return done(id, "operator.platforms.resumed", redirect);
    }

    private String done(String id, String key, RedirectAttributes redirect) {
        watch.forget();
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(key));
        redirect.addAttribute("id", id);
        return "redirect:/operator/platforms/{id}";
    }
}
