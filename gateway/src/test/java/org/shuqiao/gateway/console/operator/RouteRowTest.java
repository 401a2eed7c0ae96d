package org.shuqiao.gateway.console.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.gateway.RouteController;
import org.shuqiao.routes.RouteView;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;

class RouteRowTest {
    private static final Instant NOW = Instant.parse("2026-11-22T06:00:00Z");
    private static final Map<String, String> PLATFORMS = Map.of("calls", "甲平台", "by-hand", "乙平台");

    private static RouteView route(String id, @Nullable String failure) {
        Instant failedAt = failure == null ? null : NOW.minusSeconds(90);
        return new RouteView(
                id,
                RouteView.Kind.TIMER,
                RouteView.State.RUNNING,
                "",
                null,
                true,
                9,
                1,
                0,
                0,
                null,
                0,
                failure,
                failedAt);
    }

    private static RouteRow row(RouteController.Shown shown) {
        return RouteRow.of(shown, PLATFORMS, "by-hand"::equals, NOW);
    }

    @Test
    void takesWhatPeopleCarryForNeverLate() {
        Waiting old = new Waiting(2, NOW.minus(Duration.ofDays(3)));

        assertThat(row(new RouteController.Shown(route("deliver-calls", null), old))
                        .needsSomebody())
                .isTrue();
        assertThat(row(new RouteController.Shown(route("deliver-by-hand", null), old))
                        .needsSomebody())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_RECORD, operator.routes.callers, false",
        "LEDGER_UNAVAILABLE, problem.LEDGER_UNAVAILABLE, true",
        "NullPointerException, operator.routes.fault, true"
    })
    void namesTheFailuresThatItDoesNotAlarmFor(String what, String said, boolean needsSomebody) {
        RouteRow row = row(new RouteController.Shown(route("accept-submission", what), null));

        assertThat(row.failure()).extracting(Sentence::key).isEqualTo(said);
        assertThat(row.needsSomebody()).isEqualTo(needsSomebody);
    }
}
