package org.shuqiao.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.RouteDesk;
import org.shuqiao.routes.RouteView;
import org.springframework.stereotype.Component;

/** Camel's figures of each route: {@code shuqiao_route_*}. */
@Component
final class RouteMetrics implements MeterBinder {
    private final RouteDesk routes;

    RouteMetrics(Journeys journeys) {
        this.routes = journeys.routes();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        routes.ids().forEach(id -> bind(registry, id));
    }

    private void bind(MeterRegistry registry, String id) {
        FunctionTimer.builder(
                        "shuqiao.route.processing",
                        routes,
                        r -> r.figure(id).exchanges(),
                        r -> r.figure(id).processingSeconds(),
                        TimeUnit.SECONDS)
                .tag("route", id)
                .description("Exchanges that the route has ended, and the time that they took")
                .register(registry);
        FunctionCounter.builder(
                        "shuqiao.route.failures", routes, r -> r.figure(id).failures())
                .tag("route", id)
                .description("Exchanges that ended with an exception, faults of callers among them")
                .register(registry);
        gauge(
                registry,
                id,
                "shuqiao.route.in.flight",
                "exchanges",
                "Exchanges that are under way",
                RouteView::inFlight);
        gauge(
                registry,
                id,
                "shuqiao.route.oldest.in.flight",
                "seconds",
                "Age of the oldest exchange that is under way",
                route -> route.oldestInFlightSeconds() == null ? 0 : route.oldestInFlightSeconds());
        gauge(
                registry,
                id,
                "shuqiao.route.running",
                null,
                "1 while the route takes what comes, 0 while it is switched off",
                route -> route.state() == RouteView.State.RUNNING ? 1 : 0);
    }

    private void gauge(
            MeterRegistry registry,
            String id,
            String name,
            @Nullable String unit,
            String description,
            ToDoubleFunction<RouteView> figure) {
        Gauge.builder(name, routes, r -> figure.applyAsDouble(r.figure(id)))
                .tag("route", id)
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }
}
