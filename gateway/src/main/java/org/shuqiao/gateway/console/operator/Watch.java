package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.shuqiao.gateway.OperatorController;
import org.shuqiao.gateway.PlatformResponse;
import org.shuqiao.gateway.RouteController;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.RouteView;
import org.shuqiao.routes.ledger.FigureLedger;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Component;

/** How routes and platforms stand and what is open, for all who watch. */
@Component
final class Watch {
    private final Recent<List<RouteController.Shown>> routes;
    private final Recent<List<PlatformResponse>> platforms;
    private final Recent<List<Open>> open;

    Watch(RouteController routes, OperatorController operators, Journeys journeys, Clock clock) {
        FigureLedger figures = journeys.ledger().figures(Limits.FIGURE_PATIENCE);
        this.routes = new Recent<>(routes::routes, clock);
        this.platforms = new Recent<>(operators::platforms, clock);
        this.open = new Recent<>(() -> figures.open(Limits.STUCK_AFTER), clock);
    }

    List<RouteController.Shown> routes() {
        return routes.value();
    }

    Optional<RouteController.Shown> route(String id) {
        return routes().stream().filter(shown -> shown.route().id().equals(id)).findFirst();
    }

    /** Whether a route takes nothing new. */
    boolean isOff(String route) {
        return route(route)
                .filter(shown -> shown.route().state() != RouteView.State.RUNNING)
                .isPresent();
    }

    List<PlatformResponse> platforms() {
        return platforms.value();
    }

    Optional<PlatformResponse> platform(String id) {
        return platforms().stream().filter(platform -> platform.id().equals(id)).findFirst();
    }

    /** Every transfer that has not come to its end, counted by platform, state and reason. */
    List<Open> open() {
        return open.value();
    }

    /** After an act, whose effect its author wants to see at once. */
    void forget() {
        routes.forget();
        platforms.forget();
        open.forget();
    }
}
