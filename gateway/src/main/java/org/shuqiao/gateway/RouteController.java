package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.RouteDesk;
import org.shuqiao.routes.RouteNames;
import org.shuqiao.routes.RouteView;
import org.shuqiao.routes.ledger.FigureLedger;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The routes of the gateway: seen, paused, drained and resumed. */
@RestController
@RequestMapping("/api/v1/ops/routes")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
public class RouteController {
    private final RouteDesk routes;
    private final FigureLedger figures;
    private final Map<String, String> platforms;

    RouteController(Journeys journeys) {
        this.routes = journeys.routes();
        this.figures = journeys.ledger().figures(Limits.FIGURE_PATIENCE);
        this.platforms = journeys.parts().platforms().all().stream()
                .map(access -> access.id())
                .collect(Collectors.toMap(RouteNames::deliver, Function.identity()));
    }

    /** @param backlog what waits for the route in the ledger; null for a route that works off none */
    public record Shown(RouteView route, @Nullable Waiting backlog) {}

    @GetMapping
    @Operation(
            summary = "Every route with its state and figures",
            description =
                    "Figures are of the gateway that is asked, since its start; switches and backlogs are of all gateways."
                            + " Of a drained route nothing is under way on any gateway.")
    public List<Shown> routes() {
        List<Open> open = figures.open(Limits.STUCK_AFTER);
        return routes.routes().stream()
                .map(route -> new Shown(route, backlog(route.id(), open).orElse(null)))
                .toList();
    }

    private Optional<Waiting> backlog(String route, List<Open> open) {
        if (route.equals(RouteNames.PREPARE)) {
            return Optional.of(figures.submissions());
        }
        return Optional.ofNullable(platforms.get(route)).map(platform -> Backlogs.of(platform, open));
    }

    @PostMapping("/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Take nothing new on any gateway, from within a second on",
            description =
                    "Survives restarts. The route that delivers to a platform is paused with the platform, and the platform"
                            + " with it.")
    @ApiResponse(responseCode = "409", description = "A route that cannot be switched off", content = @Content)
    public void pause(
            @PathVariable String id,
            @RequestBody Reason reason,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        routes.pause(id, reason.text(), caller.keyId());
    }

    @PostMapping("/{id}/drain")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Pause, and say DRAINED once nothing is under way any more")
    public void drain(
            @PathVariable String id,
            @RequestBody Reason reason,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        routes.drain(id, reason.text(), caller.keyId());
    }

    @PostMapping("/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Go on")
    public void resume(
            @PathVariable String id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        routes.resume(id, caller.keyId());
    }
}
