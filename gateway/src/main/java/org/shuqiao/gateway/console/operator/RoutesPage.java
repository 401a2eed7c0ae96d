package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shuqiao.gateway.console.Carried;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.RouteNames;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The routes: how each stands. Their switches are those of {@link SwitchPage}. */
@Controller
@RequestMapping("/operator/routes")
class RoutesPage {
    private final Watch watch;
    private final Names names;
    private final Acts acts;
    private final Carried carried;
    private final Clock clock;

    RoutesPage(Watch watch, Names names, Acts acts, Carried carried, Clock clock) {
        this.watch = watch;
        this.names = names;
        this.acts = acts;
        this.carried = carried;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        Instant now = clock.instant();
        Map<String, String> platforms = names.platforms();
        List<RouteRow> rows = watch.routes().stream()
                .map(shown -> RouteRow.of(shown, platforms, carried::isTo, now))
                .toList();
        model.addAttribute(
                "troubled", rows.stream().filter(RouteRow::needsSomebody).toList());
        model.addAttribute(
                "rest", rows.stream().filter(row -> !row.needsSomebody()).toList());
        return "operator/routes";
    }

    @GetMapping("/{id}")
    String route(@PathVariable String id, Model model) {
        Map<String, String> platforms = names.platforms();
        RouteRow row = watch.route(id)
                .map(shown -> RouteRow.of(shown, platforms, carried::isTo, clock.instant()))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "route")));
        model.addAttribute("row", row);
        acts.show(switched(id, platforms), row.off(), model);
        return "operator/route";
    }

    /** Switching a route that delivers is switching its platform. */
    private static String switched(String route, Map<String, String> platforms) {
        return platforms.keySet().stream()
                .filter(platform -> RouteNames.deliver(platform).equals(route))
                .findFirst()
                .orElse(route);
    }
}
