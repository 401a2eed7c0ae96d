package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.steps.Departures.Watch;

/** Nothing leaves while anything that is watched holds it, or nobody looks. */
class DeparturesTest {
    private final SteppedClock clock = new SteppedClock();
    private final Departures departures = new Departures(clock, Set.of(Watch.LEDGER), Duration.ofSeconds(10));

    @Test
    void tellsTheFirstOfSeveralHoldsAndAllWhereAllAreAskedFor() {
        departures.clear(Watch.LEDGER);
        departures.hold(Watch.LOG, ReasonCode.LOG_MISMATCH, "test");
        departures.hold(Watch.CLOCK, ReasonCode.CLOCK, "test");

        assertThat(departures.hold()).map(Hold::reason).hasValue(ReasonCode.CLOCK);
        assertThat(departures.holds()).containsOnlyKeys(Watch.CLOCK, Watch.LOG);
    }

    @Test
    void areHeldWhereNobodyLooks() {
        assertThat(departures.holds()).containsOnlyKeys(Watch.LEDGER);
        departures.clear(Watch.LEDGER);
        assertThat(departures.holds()).isEmpty();
        assertThat(departures.hold()).isEmpty();

        clock.step(Duration.ofSeconds(11));

        assertThat(departures.hold()).map(Hold::reason).hasValue(ReasonCode.AUDIT_DOWN);
    }
}
