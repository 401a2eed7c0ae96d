package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.steps.Hold;

/** A gateway whose clock is not the ledger's decides nothing and sends nothing, and ends nothing because of it. */
class ClockRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(60));

    @TempDir
    static Path home;

    private static final ShiftedClock CLOCK = new ShiftedClock();
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = new TestGateway(home, TIMES, CLOCK);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    private static ReasonCode held() {
        return gateway.journeys().log().departures().hold().map(Hold::reason).orElse(null);
    }

    private static void eventually(UUID submission, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(state));
    }

    private static void pausePlatform(boolean paused) {
        gateway.database().jdbc().update("UPDATE platform SET paused = ?", paused);
    }

    @Test
    void case36ASkewedClockHoldsBackWhatIsReadyAndWhatIsNotDecidedUntilItIsRightAgain() {
        await().atMost(SOON).until(() -> held() == null);
        pausePlatform(true);
        UUID ready = gateway.accept("ready-before", 1);
        eventually(ready, "READY");

        CLOCK.set(Duration.ofMinutes(-2));
        UUID undecided = gateway.accept("came-while-wrong", 1);
        await().atMost(SOON).until(() -> held() == ReasonCode.CLOCK);
        pausePlatform(false);
        await().during(Duration.ofSeconds(2))
                .atMost(SOON)
                .until(() -> gateway.platform.calls("ready-before").isEmpty()
                        && gateway.transfer(ready).equals("READY")
                        && gateway.transfer(undecided).equals("none"));

        CLOCK.set(Duration.ZERO);
        eventually(ready, "STORED");
        eventually(undecided, "STORED");
    }
}
