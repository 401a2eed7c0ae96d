package org.shuqiao.routes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.Suspendable;
import org.apache.camel.SuspendableService;
import org.apache.camel.model.Model;
import org.apache.camel.support.service.ServiceHelper;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.SwitchLedger;
import org.shuqiao.routes.ledger.SwitchLedger.Switch;
import org.shuqiao.routes.steps.Limits;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Holds the routes of this gateway to the switches in the ledger. A consumer that is switched off takes nothing new; what it has taken is
 * finished. A door that is switched off refuses.
 */
final class RouteSwitches {
    private final CamelContext camel;
    private final SwitchLedger ledger;
    private volatile Map<String, Switch> off = Map.of();

    RouteSwitches(CamelContext camel, SwitchLedger ledger) {
        this.camel = camel;
        this.ledger = ledger;
    }

    /** Routes that were off when the gateway ended do not run for a moment when it starts. */
    void beforeStart() {
        off = byRoute(ledger.off());
        Model model = Objects.requireNonNull(camel.getCamelContextExtension().getContextPlugin(Model.class));
        off.keySet().stream()
                .map(model::getRouteDefinition)
                .filter(definition ->
                        definition != null && !isDoor(definition.getInput().getEndpointUri()))
                .forEach(definition -> definition.setAutoStartup("false"));
    }

    /** A ledger that is away changes nothing: every route stays as it was last seen. */
    public void follow() throws Exception {
        try {
            off = byRoute(ledger.off());
            for (Route route : camel.getRoutes()) {
                hold(route, off.containsKey(route.getId()));
            }
            ledger.report(inFlight());
        } catch (DataAccessException | TransactionException away) {
            // Said by readiness; the next look comes soon.
        }
    }

    private static Map<String, Switch> byRoute(List<Switch> switches) {
        return switches.stream().collect(Collectors.toMap(Switch::route, Function.identity()));
    }

    private void hold(Route route, boolean isOff) throws Exception {
        if (isDoor(route.getEndpoint().getEndpointUri())) {
            return;
        }
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.getId());
        if (isOff) {
            if (status.isStarted() && !isSuspended(route)) {
                // The consumer alone: the controller would wait for what is under way, and end the route when that
                // takes long.
                ServiceHelper.suspendService(route.getConsumer());
            }
        } else if (status.isStopped()) {
            camel.getRouteController().startRoute(route.getId());
        } else if (isSuspended(route)) {
            ServiceHelper.resumeService(route.getConsumer());
        }
    }

    /** Whether its consumer takes nothing now. */
    boolean isSuspended(Route route) {
        Consumer consumer = route.getConsumer();
        return consumer instanceof Suspendable
                && consumer instanceof SuspendableService service
                && service.isSuspended();
    }

    private Map<String, Integer> inFlight() {
        Map<String, Integer> inFlight = new HashMap<>();
        off.keySet()
                .forEach(route ->
                        inFlight.put(route, camel.getInflightRepository().size(route)));
        return inFlight;
    }

    Optional<Switch> off(String route) {
        return Optional.ofNullable(off.get(route));
    }

    /** @throws Failure ROUTE_PAUSED where the door is switched off */
    void requireOpen(String route) {
        if (off.containsKey(route)) {
            throw new Failure(
                    FailureCode.ROUTE_PAUSED,
                    Map.of("route", route, "retryAfterSeconds", Limits.PAUSED_RETRY_AFTER.toSeconds()));
        }
    }

    /** A route that is called and does not fetch. */
    static boolean isDoor(String endpoint) {
        return endpoint.startsWith("direct:");
    }
}
