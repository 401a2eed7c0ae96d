package org.shuqiao.routes;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InflightRepository.InflightExchange;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.LastFailures.LastFailure;
import org.shuqiao.routes.RouteView.Kind;
import org.shuqiao.routes.RouteView.State;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.OperatorLedger;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.ledger.SwitchLedger;
import org.shuqiao.routes.ledger.SwitchLedger.Position;
import org.shuqiao.routes.ledger.SwitchLedger.Switch;
import org.shuqiao.routes.steps.Limits;

/**
 * Where operators see the routes and switch them. The switch of a route that delivers to a platform is the platform's own, which its
 * claims ask in the ledger; all others are {@link RouteSwitches}.
 */
public final class RouteDesk {
    private static final Set<String> PARTS = Set.of(RouteNames.PREPARE_TRANSFER);

    private final CamelContext camel;
    private final SwitchLedger ledger;
    private final OperatorLedger operations;
    private final Map<String, String> platforms;
    private final RouteSwitches switches;
    private final LastFailures failures;
    private final RouteRates rates;

    RouteDesk(
            CamelContext camel,
            SwitchLedger ledger,
            OperatorLedger operations,
            Collection<String> platforms,
            RouteSwitches switches,
            LastFailures failures,
            Clock clock) {
        this.camel = camel;
        this.ledger = ledger;
        this.operations = operations;
        this.platforms = platforms.stream().collect(Collectors.toMap(RouteNames::deliver, Function.identity()));
        this.switches = switches;
        this.failures = failures;
        this.rates = new RouteRates(clock);
    }

    /** Every route, by id. */
    public List<RouteView> routes() {
        Map<String, Switch> off = off();
        return camel.getRoutes().stream()
                .map(route -> view(route, off.get(route.getId())))
                .sorted(Comparator.comparing(RouteView::id))
                .toList();
    }

    /** The ids of all routes, also before they are started. */
    public List<String> ids() {
        Model model = Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(Model.class));
        return model.getRouteDefinitions().stream()
                .map(RouteDefinition::getRouteId)
                .sorted()
                .toList();
    }

    /** One route of a gateway that runs; no ledger is asked. */
    public RouteView figure(String id) {
        return view(require(id), switches.off(id).orElse(null), false);
    }

    /** @throws Failure NOT_FOUND for an unknown route, WRONG_STATE for one that cannot be switched off */
    public void pause(String route, String reason, String actor) {
        switchOff(route, Position.PAUSED, reason, actor);
    }

    /** Like {@link #pause}; the route's state says when nothing is under way any more. */
    public void drain(String route, String reason, String actor) {
        switchOff(route, Position.DRAINING, reason, actor);
    }

    private void switchOff(String id, Position position, String reason, String actor) {
        if (!isSwitchable(require(id))) {
            throw new Failure(
                    FailureCode.WRONG_STATE, Map.of("what", "route", "needs", "a route that may be switched"));
        }
        String platform = platforms.get(id);
        if (platform == null) {
            ledger.switchOff(id, position, reason, actor);
        } else if (position == Position.DRAINING) {
            operations.drain(platform, reason, actor);
        } else {
            operations.pause(platform, reason, actor);
        }
    }

    /** @throws Failure NOT_FOUND for an unknown route */
    public void resume(String id, String actor) {
        require(id);
        String platform = platforms.get(id);
        if (platform == null) {
            ledger.switchOn(id, actor);
        } else {
            operations.resume(platform, actor);
        }
    }

    private Route require(String id) {
        Route route = camel.getRoute(id);
        if (route == null) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "route"));
        }
        return route;
    }

    private Map<String, Switch> off() {
        Map<String, Switch> off = new HashMap<>();
        ledger.off().forEach(one -> off.put(one.route(), one));
        for (PlatformState platform : operations.platforms()) {
            if (platform.paused()) {
                String route = RouteNames.deliver(platform.id());
                Position position = platform.draining() ? Position.DRAINING : Position.PAUSED;
                off.put(route, new Switch(route, position, platform.pauseReason(), platform.changedAt()));
            }
        }
        return off;
    }

    private RouteView view(Route route, @Nullable Switch off) {
        return view(route, off, true);
    }

    private RouteView view(Route route, @Nullable Switch off, boolean askIfDrained) {
        String id = route.getId();
        ManagedRouteMBean figures = managed(id);
        InflightExchange oldest = camel.getInflightRepository().oldest(id);
        Optional<LastFailure> failure = failures.of(id);
        long total = figures.getExchangesTotal();
        return new RouteView(
                id,
                kind(route),
                state(route, off, askIfDrained),
                off == null ? "" : off.reason(),
                off == null ? null : off.since(),
                isSwitchable(route),
                total,
                figures.getExchangesFailed(),
                rates.rate(id, total),
                camel.getInflightRepository().size(id),
                oldest == null ? null : oldest.getDuration() / 1000.0,
                figures.getTotalProcessingTime() / 1000.0,
                failure.map(LastFailure::what).orElse(null),
                failure.<@Nullable Instant>map(LastFailure::at).orElse(null));
    }

    private ManagedRouteMBean managed(String id) {
        ManagedCamelContext management =
                Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(ManagedCamelContext.class));
        return Objects.requireNonNull(management.getManagedRoute(id));
    }

    private State state(Route route, @Nullable Switch off, boolean askIfDrained) {
        if (off == null) {
            boolean runs =
                    camel.getRouteController().getRouteStatus(route.getId()).isStarted();
            return runs ? State.RUNNING : State.STOPPED;
        }
        if (off.position() == Position.PAUSED || !askIfDrained) {
            return State.PAUSED;
        }
        String platform = platforms.get(route.getId());
        boolean drained = platform == null
                ? ledger.isDrained(route.getId(), Limits.GATEWAY_SEEN_WITHIN)
                : ledger.isPlatformDrained(platform);
        return drained ? State.DRAINED : State.DRAINING;
    }

    private static Kind kind(Route route) {
        String endpoint = route.getEndpoint().getEndpointUri();
        if (PARTS.contains(route.getId())) {
            return Kind.PART;
        }
        if (RouteSwitches.isDoor(endpoint)) {
            return Kind.DOOR;
        }
        return endpoint.startsWith("timer:") ? Kind.TIMER : Kind.QUEUE;
    }

    private static boolean isSwitchable(Route route) {
        return kind(route) != Kind.PART && !route.getId().equals(RouteNames.FOLLOW_SWITCHES);
    }
}
