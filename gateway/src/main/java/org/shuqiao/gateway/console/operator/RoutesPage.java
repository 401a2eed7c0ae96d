package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.RouteController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.StoryLedger;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The routes: how each stands, and its switch. */
@Controller
@RequestMapping("/operator/routes")
class RoutesPage {
    static final int ACTS = 10;

    private final Watch watch;
    private final RouteController routes;
    private final StoryLedger stories;
    private final Clock clock;

    RoutesPage(Watch watch, RouteController routes, Journeys journeys, Clock clock) {
        this.watch = watch;
        this.routes = routes;
        this.stories = journeys.ledger().stories();
        this.clock = clock;
    }

    @GetMapping
    String list(@ModelAttribute("platformNames") Map<String, String> platforms, Model model) {
        Instant now = clock.instant();
        List<RouteRow> rows = watch.routes().stream()
                .map(shown -> RouteRow.of(shown, platforms, now))
                .toList();
        model.addAttribute(
                "troubled", rows.stream().filter(RouteRow::needsSomebody).toList());
        model.addAttribute(
                "rest", rows.stream().filter(row -> !row.needsSomebody()).toList());
        return "operator/routes";
    }

    @GetMapping("/{id}")
    String route(@PathVariable String id, @ModelAttribute("platformNames") Map<String, String> platforms, Model model) {
        RouteRow row = watch.route(id)
                .map(shown -> RouteRow.of(shown, platforms, clock.instant()))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "route")));
        model.addAttribute("row", row);
        model.addAttribute("acts", stories.acts(id, ACTS));
        return "operator/route";
    }

    @PostMapping("/{id}/pause")
    String pause(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        routes.pause(id, new RouteController.Reason(Typed.reason(reason)), user.caller());
        return done(id, "operator.routes.paused", redirect);
    }

    @PostMapping("/{id}/drain")
    String drain(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            @AuthenticationPrincipal ConsoleUser user,
            RedirectAttributes redirect) {
        routes.drain(id, new RouteController.Reason(Typed.reason(reason)), user.caller());
        return done(id, "operator.routes.draining", redirect);
    }

    @PostMapping("/{id}/resume")
    String resume(@PathVariable String id, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        routes.resume(id, user.caller());
        return done(id, "operator.routes.resumed", redirect);
    }

    private String done(String id, String key, RedirectAttributes redirect) {
        watch.forget();
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done(key));
        redirect.addAttribute("id", id);
        return "redirect:/operator/routes/{id}";
    }
}
