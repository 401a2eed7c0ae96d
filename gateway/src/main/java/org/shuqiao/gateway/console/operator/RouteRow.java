package org.shuqiao.gateway.console.operator;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.RouteController;
import org.shuqiao.gateway.console.RouteWork;
import org.shuqiao.routes.RouteView;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.FailureKind;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.steps.Limits;
import org.springframework.context.support.DefaultMessageSourceResolvable;

/**
 * A route as the page shows it.
 *
 * @param name of what it does
 * @param failure of its last failure, in words, which name one that was a caller's; null where there was none
 * @param needsSomebody whether it is off, or is late, or has failed a short while ago through no fault of a caller
 */
record RouteRow(
        RouteView route, Sentence name, @Nullable Waiting backlog, @Nullable Sentence failure, boolean needsSomebody) {
    private static final Duration JUST_NOW = Duration.ofMinutes(15);
    private static final double LONG_IN_FLIGHT_SECONDS = 60;

    /**
     * @param platforms names by id
     * @param carried whether people carry packages to a platform, so that what waits for it is not late
     */
    static RouteRow of(
            RouteController.Shown shown, Map<String, String> platforms, Predicate<String> carried, Instant now) {
        RouteView route = shown.route();
        RouteWork work = RouteWork.of(route.id(), platforms::containsKey);
        boolean waitsTooLong = !carried.test(work.platform()) && hasWaited(shown.backlog(), now);
        return new RouteRow(
                route,
                Sentence.of(work.key(), platforms.getOrDefault(work.platform(), "")),
                shown.backlog(),
                route.lastFailure() == null ? null : failure(route.lastFailure()),
                isOff(route) || waitsTooLong || isSlow(route) || hasFailed(route, now));
    }

    private static Sentence failure(String what) {
        FailureCode code = code(what);
        if (code == null) {
            return Sentence.of("operator.routes.fault", what);
        }
        String key = "problem." + code.name();
        return code.kind() == FailureKind.SENDER
                ? Sentence.of("operator.routes.callers", new DefaultMessageSourceResolvable(key))
                : Sentence.of(key);
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

    private static boolean isSlow(RouteView route) {
        Double oldest = route.oldestInFlightSeconds();
        return oldest != null && oldest > LONG_IN_FLIGHT_SECONDS;
    }

    private static boolean hasWaited(@Nullable Waiting backlog, Instant now) {
        Instant since = backlog == null ? null : backlog.since();
        return since != null && since.isBefore(now.minus(Limits.STUCK_AFTER));
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

    /** Whether people have switched it off. */
    public boolean off() {
        return switch (route.state()) {
            case PAUSED, DRAINING, DRAINED -> true;
            case RUNNING, STOPPED -> false;
        };
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
