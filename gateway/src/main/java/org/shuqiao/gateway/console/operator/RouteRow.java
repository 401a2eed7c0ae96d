package org.shuqiao.gateway.console.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.RouteController;
import org.shuqiao.gateway.console.RouteWork;
import org.shuqiao.routes.RouteView;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.FailureKind;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.steps.Limits;

/**
 * A route as the page shows it.
 *
 * @param name of what it does
 * @param failure of its last failure, in words; null where there was none
 * @param needsSomebody whether it is off, or is late, or has failed a short while ago through no fault of a caller
 */
record RouteRow(
        RouteView route, Sentence name, @Nullable Waiting backlog, @Nullable Sentence failure, boolean needsSomebody) {
    private static final Duration JUST_NOW = Duration.ofMinutes(15);
    private static final double LONG_IN_FLIGHT_SECONDS = 60;

    /** @param platforms names by id */
    static RouteRow of(RouteController.Shown shown, Map<String, String> platforms, Instant now) {
        RouteView route = shown.route();
        return new RouteRow(
                route,
                name(route.id(), platforms),
                shown.backlog(),
                route.lastFailure() == null ? null : failure(route.lastFailure()),
                isOff(route) || isLate(shown, now) || hasFailed(route, now));
    }

    private static Sentence name(String id, Map<String, String> platforms) {
        RouteWork work = RouteWork.of(id, platforms::containsKey);
        return Sentence.of(work.key(), platforms.getOrDefault(work.platform(), ""));
    }

    private static Sentence failure(String what) {
        return code(what) == null ? Sentence.of("operator.routes.fault", what) : Sentence.of("problem." + what);
    }

    /** @return null for the class of an exception */
    private static @Nullable FailureCode code(String what) {
        return Arrays.stream(FailureCode.values())
                .filter(code -> code.name().equals(what))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOff(RouteView route) {
        return route.state() != RouteView.State.RUNNING;
    }

    private static boolean isLate(RouteController.Shown shown, Instant now) {
        Double oldest = shown.route().oldestInFlightSeconds();
        Waiting backlog = shown.backlog();
        Instant since = backlog == null ? null : backlog.since();
        return (oldest != null && oldest > LONG_IN_FLIGHT_SECONDS)
                || (since != null && since.isBefore(now.minus(Limits.STUCK_AFTER)));
    }

    private static boolean hasFailed(RouteView route, Instant now) {
        String what = route.lastFailure();
        Instant at = route.lastFailureAt();
        if (what == null || at == null || at.isBefore(now.minus(JUST_NOW))) {
            return false;
        }
        FailureCode code = code(what);
        return code == null || code.kind() != FailureKind.SENDER;
    }

    /** The word of its state. */
    public String state() {
        return "operator.routes.state." + route.state().name();
    }

    /** How its badge looks. */
    public String tone() {
        return switch (route.state()) {
            case RUNNING -> needsSomebody ? "warn" : "good";
            case PAUSED, DRAINING, DRAINED -> "warn";
            case STOPPED -> "bad";
        };
    }
}
