package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ReceiptLedger.Arrived;
import org.shuqiao.routes.ledger.ReceiptLedger.Outcome;
import org.shuqiao.routes.ledger.Settlement.Manifest;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;

class ReceiptLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @ParameterizedTest
    @CsvSource({"ACCEPTED", "STORED", "REJECTED"})
    void settlesWhatIsBeingSentEarly(TransferState stage) {
        ClaimedTransfer sent = world.sending("r1", 1);

        assertThat(settle(arrived(sent.id(), stage.name()))).containsExactly(Outcome.SETTLED);

        assertThat(world.state(sent.id())).isEqualTo(stage);
        assertThat(world.reason(sent.id())).isEqualTo(stage == TransferState.REJECTED ? "PLATFORM_REJECT" : "");
    }

    @Test
    void keepsTheFirstReceiptOfAnAnswerThatCameAfterTheSecond() {
        ClaimedTransfer sent = world.sending("r1", 1);
        settle(arrived(sent.id(), "STORED"));

        assertThat(world.settle(accepted(sent))).containsExactly(true);

        assertThat(world.state(sent.id())).isEqualTo(TransferState.STORED);
        assertThat(world.rows("receipt")).isEqualTo(2);
        assertThat(world.rows("delivery_manifest")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"READY", "UNKNOWN", "PARKED", "ACCEPTED"})
    void settlesLateWhateverTheTransferWaitsFor(TransferState waits) {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(
                waits == TransferState.READY
                        ? LedgerWorld.sendAgain(sent, Duration.ofHours(1))
                        : LedgerWorld.ended(sent, waits));

        assertThat(settle(arrived(sent.id(), "STORED"))).containsExactly(Outcome.SETTLED);

        assertThat(world.state(sent.id())).isEqualTo(TransferState.STORED);
        assertThat(world.claim(sent.id())).isEmpty();
    }

    @Test
    void keepsAReceiptOfWhatIsOverWithoutMovingIt() {
        ClaimedTransfer sent = world.sending("r1", 1);
        settle(arrived(sent.id(), "REJECTED"));

        assertThat(settle(arrived(sent.id(), "STORED"))).containsExactly(Outcome.SETTLED);

        assertThat(world.state(sent.id())).isEqualTo(TransferState.REJECTED);
        assertThat(world.rows("receipt")).isEqualTo(2);
    }

    @Test
    void writesAReceiptOfAStageOnce() {
        ClaimedTransfer sent = world.sending("r1", 1);
        Arrived one = arrived(sent.id(), "STORED");

        assertThat(settle(one, one)).containsExactly(Outcome.SETTLED, Outcome.REPEATED);
        assertThat(settle(one)).containsExactly(Outcome.REPEATED);
        assertThat(world.rows("receipt")).isEqualTo(1);
    }

    @Test
    void knowsNothingThatWasNeverSent() {
        UUID ready = world.prepared("r1", 1);
        UUID denied = world.committed(world.stopped(world.claimed("r2", 1), TransferState.DENIED, ReasonCode.DATASET));

        assertThat(settle(arrived(ready, "STORED"), arrived(denied, "STORED"), arrived(world.newId(), "STORED")))
                .containsOnly(Outcome.UNKNOWN_TRANSFER);
        assertThat(world.state(ready)).isEqualTo(TransferState.READY);
        assertThat(world.rows("receipt")).isZero();
    }

    @Test
    void givesStatementsOfWhatWasSentToThisPlatformOnly() {
        ClaimedTransfer sent = world.sending("r1", 1);
        UUID ready = world.prepared("r2", 1);
        ReceiptLedger receipts = world.ledger().receipts();

        assertThat(receipts.statements(LedgerWorld.PLATFORM, List.of(sent.id(), ready)))
                .containsOnlyKeys(sent.id());
        assertThat(receipts.statements("other", List.of(sent.id()))).isEmpty();
    }

    @Test
    void freesTheLaneForANewerVersion() {
        ClaimedTransfer sent = world.sending("r1", 1);
        UUID newer = world.prepared("r1", 2);
        assertThat(world.isAwake(newer)).isFalse();

        settle(arrived(sent.id(), "ACCEPTED"));

        assertThat(world.isAwake(newer)).isTrue();
        assertThat(world.claim(newer)).hasSize(1);
    }

    @Test
    void keepsTheUserIdOfTheSignature() {
        ClaimedTransfer sent = world.sending("r1", 1);
        settle(arrived(sent.id(), "STORED"));

        assertThat(world.ledger().reads().receipts(sent.id()))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.userId()).isEqualTo("cq-capability"));
    }

    @Test
    void keepsTheHashesOfABatchOnceAndInOrder() {
        ClaimedTransfer first = world.sending("r1", 1);
        ClaimedTransfer second = world.sending("r2", 1);
        Manifest manifest = new Manifest(
                Sm3.digest("envelope".getBytes(StandardCharsets.US_ASCII)),
                List.of(Sm3.digest(second.payload()), Sm3.digest(first.payload())),
                "0");

        world.settle(with(manifest, accepted(first)), with(manifest, accepted(second)));

        assertThat(world.rows("delivery_envelope")).isEqualTo(1);
        for (ClaimedTransfer transfer : List.of(first, second)) {
            assertThat(world.ledger().reads().manifests(transfer.id()))
                    .singleElement()
                    .satisfies(stored -> {
                        assertThat(stored.envelopeHash()).isEqualTo(manifest.envelopeHash());
                        assertThat(stored.payloadHashes()).containsExactlyElementsOf(manifest.payloadHashes());
                    });
        }
    }

    @Test
    void keepsTheHashOfASinglePayloadInItsManifest() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.receivedBy(sent));

        assertThat(world.rows("delivery_envelope")).isZero();
        assertThat(world.ledger().reads().manifests(sent.id()))
                .singleElement()
                .satisfies(stored -> assertThat(stored.payloadHashes()).containsExactly(Sm3.digest(sent.payload())));
    }

    private static Settlement accepted(ClaimedTransfer sent) {
        Settlement stored = LedgerWorld.receivedBy(sent);
        return new Settlement(
                stored.transfer(),
                stored.attempt(),
                stored.platform(),
                TransferState.ACCEPTED,
                null,
                Duration.ofMinutes(1),
                false,
                stored.manifest(),
                receipt("ACCEPTED"));
    }

    private static Settlement with(Manifest manifest, Settlement settlement) {
        return new Settlement(
                settlement.transfer(),
                settlement.attempt(),
                settlement.platform(),
                settlement.state(),
                settlement.reason(),
                settlement.delay(),
                settlement.platformFailed(),
                manifest,
                settlement.receipt());
    }

    private static VerifiedReceipt receipt(String stage) {
        return new VerifiedReceipt(
                "R-" + stage, stage, new byte[] {1}, new byte[] {2}, "cq-capability", new byte[] {3});
    }

    private static Arrived arrived(UUID transfer, String stage) {
        return new Arrived(transfer, receipt(stage), Duration.ofMinutes(1));
    }

    private static List<Outcome> settle(Arrived... arrived) {
        return world.inTransaction(ledger -> ledger.receipts().settle(Arrays.asList(arrived)));
    }
}
