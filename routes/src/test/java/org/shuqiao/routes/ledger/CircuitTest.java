package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.ReasonCode;

class CircuitTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static final int FAILURES = Ledger.CIRCUIT.failures();

    @Test
    void staysClosedBelowItsNumberOfFailures() {
        fail(FAILURES - 1);

        assertThat(isOpen()).isFalse();
        assertThat(world.claim(world.prepared("next", 1))).hasSize(1);
    }

    @Test
    void opensAfterItsNumberOfFailuresAndClaimsNothing() {
        fail(FAILURES);

        assertThat(isOpen()).isTrue();
        assertThat(rest()).isEqualTo(Duration.ofSeconds(1));
        letCircuitRestLonger();
        UUID next = world.prepared("next", 1);
        assertThat(world.claim(next)).isEmpty();
        assertThat(world.state(next)).isEqualTo(TransferState.READY);
        assertThat(world.ledger().operations().platforms())
                .singleElement()
                .satisfies(platform -> assertThat(platform.circuitOpenUntil()).isNotNull());
    }

    /** What keeps one call from being made keeps all. */
    @Test
    void countsCallsThatCouldNotBeMadeAsOneFailure() {
        List<Settlement> unmade = IntStream.range(0, FAILURES + 1)
                .mapToObj(i -> world.sending("unmade-" + i, 1))
                .map(CircuitTest::notMade)
                .toList();

        world.settle(unmade.toArray(Settlement[]::new));

        assertThat(isOpen()).isFalse();
        assertThat(world.jdbc()
                        .queryForObject(
                                """
                                SELECT count(*) FROM delivery_manifest m JOIN transfer t ON t.id = m.transfer
                                WHERE t.reason = 'CALL_SECRET_UNAVAILABLE'
                                """,
                                Integer.class))
                .isZero();
    }

    @Test
    void learnsNothingFromWhatWaitedTooLongForItsTurnWhichCostsNoTry() {
        fail(FAILURES - 1);
        ClaimedTransfer late = world.sending("late", 1);

        world.settle(notMade(late, ReasonCode.LEASE_SHORT, false));

        assertThat(world.state(late.id())).isEqualTo(TransferState.READY);
        assertThat(world.jdbc().queryForObject("SELECT sends FROM transfer WHERE id = ?", Integer.class, late.id()))
                .isZero();
        fail(1);
        assertThat(isOpen()).isTrue();
    }

    private static Settlement notMade(ClaimedTransfer transfer) {
        return notMade(transfer, ReasonCode.CALL_SECRET_UNAVAILABLE, true);
    }

    private static Settlement notMade(ClaimedTransfer transfer, ReasonCode reason, boolean platformFailed) {
        return new Settlement(
                transfer.id(),
                transfer.attempt(),
                transfer.platform(),
                TransferState.READY,
                reason,
                Duration.ofMinutes(1),
                platformFailed,
                null,
                null);
    }

    @Test
    void isReopenedByASuccessAmongTheFailures() {
        fail(FAILURES - 1);
        ClaimedTransfer last = world.sending("last", 1);

        world.settle(LedgerWorld.receivedBy(last));
        fail(1);

        assertThat(isOpen()).isFalse();
    }

    @Test
    void letsOneThroughWhenItsRestIsOver() {
        UUID[] waiting = waitingBehindAnOpenCircuit();

        List<ClaimedTransfer> probe = world.claim(waiting);

        assertThat(probe).hasSize(1);
        assertThat(world.claim(waiting)).isEmpty();
    }

    @Test
    void letsOneThroughOfManyClaimsAtOnce() {
        UUID[] waiting = waitingBehindAnOpenCircuit();
        List<CompletableFuture<List<ClaimedTransfer>>> claims = IntStream.range(0, waiting.length)
                .mapToObj(i -> LedgerWorld.atOnce(() -> world.claim(waiting[i])))
                .toList();

        assertThat(claims.stream().map(CompletableFuture::join).flatMap(List::stream))
                .hasSize(1);
    }

    @Test
    void closesWhenTheOneSucceeds() {
        UUID[] waiting = waitingBehindAnOpenCircuit();

        world.settle(LedgerWorld.receivedBy(world.claim(waiting).get(0)));

        assertThat(isOpen()).isFalse();
        assertThat(world.claim(waiting)).hasSize(waiting.length - 1);
    }

    @Test
    void restsTwiceAsLongAfterEachFurtherFailureAndAMinuteAtMost() {
        UUID[] waiting = waitingBehindAnOpenCircuit();
        for (int seconds : new int[] {2, 4, 8, 16, 32, 60, 60}) {
            ClaimedTransfer probe = world.claim(waiting).get(0);
            world.settle(LedgerWorld.sendAgain(probe, Duration.ZERO));

            assertThat(isOpen()).isTrue();
            assertThat(rest()).isEqualTo(Duration.ofSeconds(seconds));
            letCircuitRestLonger();
            assertThat(world.claim(waiting)).isEmpty();
            world.letCircuitRestEnd();
        }
    }

    @Test
    void isNotPressedOpenForEverByAThousandFailures() {
        world.jdbc().update("UPDATE platform SET consecutive_failures = 100000");
        fail(1);

        assertThat(rest()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void isClosedByTheOperator() {
        UUID[] waiting = waitingBehindAnOpenCircuit();

        world.ledger().operations().resume(LedgerWorld.PLATFORM, "operator");

        assertThat(world.claim(waiting)).hasSize(waiting.length);
    }

    private static UUID[] waitingBehindAnOpenCircuit() {
        fail(FAILURES);
        letCircuitRestLonger();
        UUID[] waiting = IntStream.range(0, 5)
                .mapToObj(i -> world.prepared("waiting" + i, 1))
                .toArray(UUID[]::new);
        assertThat(world.claim(waiting)).isEmpty();
        world.letCircuitRestEnd();
        return waiting;
    }

    private static void fail(int times) {
        UUID[] transfers = IntStream.range(0, times)
                .mapToObj(i -> world.prepared("failing" + UUID.randomUUID(), 1))
                .toArray(UUID[]::new);
        world.settle(world.claim(transfers).stream()
                .map(sent -> LedgerWorld.sendAgain(sent, Duration.ofHours(1)))
                .toArray(Settlement[]::new));
    }

    /** A rest of a second may be over before a busy machine has looked. */
    private static void letCircuitRestLonger() {
        world.jdbc().update("UPDATE platform SET circuit_open_until = circuit_open_until + interval '1 hour'");
    }

    /** After its last change; that it goes on to rest is for {@link #rest} to tell. */
    private static boolean isOpen() {
        return world.jdbc()
                .queryForObject(
                        "SELECT coalesce(circuit_open_until, '-infinity') > changed_at FROM platform", Boolean.class);
    }

    private static Duration rest() {
        double seconds = world.jdbc()
                .queryForObject(
                        "SELECT extract(epoch FROM circuit_open_until - changed_at)::float8 FROM platform",
                        Double.class);
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
