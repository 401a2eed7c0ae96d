package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.StoryLedger;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The routes: how each stands. Their switches are those of {@link SwitchPage}. */
@Controller
@RequestMapping("/operator/routes")
class RoutesPage {
    static final int ACTS = 10;

    private final Watch watch;
    private final Names names;
    private final StoryLedger stories;
    private final Clock clock;

    RoutesPage(Watch watch, Names names, Journeys journeys, Clock clock) {
        this.watch = watch;
        this.names = names;
        this.stories = journeys.ledger().stories();
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        Instant now = clock.instant();
        Map<String, String> platforms = names.platforms();
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
    String route(@PathVariable String id, Model model) {
        RouteRow row = watch.route(id)
                .map(shown -> RouteRow.of(shown, names.platforms(), clock.instant()))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "route")));
        model.addAttribute("row", row);
        model.addAttribute("acts", stories.acts(id, ACTS));
        return "operator/route";
    }
}
