package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.platforms.ReviewChain;
import org.shuqiao.mappings.platforms.ReviewChain.Body;
import org.shuqiao.mappings.platforms.ReviewChain.Role;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ReceiptLedger.Arrived;
import org.shuqiao.routes.ledger.ReceiptLedger.Outcome;
import org.shuqiao.routes.ledger.Settlement.Manifest;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import tools.jackson.databind.json.JsonMapper;

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

    // Reviews

    private static Arrived reviewed(
            UUID transfer, String stage, String body, ReviewChain.Outcome outcome, String... reasons) {
        Review review = new Review(new Body(body, "审查单位", "Reviewing body", Role.FORWARDS), outcome, List.of(reasons));
        return new Arrived(
                transfer,
                new VerifiedReceipt(
                        "R-" + body, stage, new byte[] {1}, new byte[] {2}, "cq-capability", new byte[] {3}, review),
                Duration.ofMinutes(1));
    }

    private static List<String> reviews(UUID transfer) {
        String reviews = world.ledger().reads().transfer(transfer).orElseThrow().reviews();
        return reviews == null
                ? List.of()
                : JsonMapper.shared()
                        .readTree(reviews)
                        .valueStream()
                        .map(one -> one.at("/body/id").stringValue() + " "
                                + one.path("outcome").stringValue() + " " + one.path("reasons"))
                        .toList();
    }

    @Test
    void keepsWhatEachBodySaidOnceAndInItsOrder() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(accepted(sent));
        Arrived district = reviewed(sent.id(), "ACCEPTED", "district", ReviewChain.Outcome.FORWARDED);
        Arrived city = reviewed(sent.id(), "ACCEPTED", "city", ReviewChain.Outcome.FORWARDED);

        assertThat(settle(district, city, district))
                .containsExactly(Outcome.SETTLED, Outcome.SETTLED, Outcome.REPEATED);
        assertThat(settle(city, district)).containsOnly(Outcome.REPEATED);
        assertThat(world.state(sent.id())).isEqualTo(TransferState.ACCEPTED);
        assertThat(settle(reviewed(sent.id(), "STORED", "province", ReviewChain.Outcome.ACCEPTED)))
                .containsExactly(Outcome.SETTLED);

        assertThat(world.state(sent.id())).isEqualTo(TransferState.STORED);
        assertThat(reviews(sent.id()))
                .containsExactly("district FORWARDED []", "city FORWARDED []", "province ACCEPTED []");
        assertThat(world.ledger().reads().receipts(sent.id())).hasSize(4);
        assertThat(world.leaves("receipt")).isEqualTo(4);
    }

    @Test
    void aReturnEndsTheTransferAndTellsItsCenterOnceAlsoWithTwoGateways() {
        new Visitors(world);
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(accepted(sent));

        Arrived returned = reviewed(sent.id(), "REJECTED", "district", ReviewChain.Outcome.RETURNED, "资产总额与年报不符");
        assertThat(settle(returned)).containsExactly(Outcome.SETTLED);
        assertThat(settle(returned)).containsExactly(Outcome.REPEATED);

        assertThat(world.state(sent.id())).isEqualTo(TransferState.REJECTED);
        assertThat(world.reason(sent.id())).isEqualTo("REVIEW_RETURNED");
        List<CompletableFuture<Integer>> gateways = List.of(
                LedgerWorld.atOnce(() -> world.ledger().notices().tell(10)),
                LedgerWorld.atOnce(() -> world.ledger().notices().tell(10)));
        assertThat(gateways.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(1);
        assertThat(world.ledger().notices().tell(10)).isZero();
        assertThat(world.jdbc().queryForList("SELECT convert_from(payload, 'UTF8') FROM inbox_message", String.class))
                .singleElement()
                .satisfies(message -> assertThat(
                                JsonMapper.shared().readTree(message).toString())
                        .contains("\"notice\":\"review_returned\"")
                        .contains("\"record_id\":\"r1\"")
                        .contains("\"reasons\":[\"资产总额与年报不符\"]")
                        .contains("\"zh\":\"审查单位\"")
                        .contains(sent.id().toString()));
    }

    @Test
    void theNextVersionThatLeavesSaysWhichOneItCorrects() {
        UUID returned = returned("r1", 1);
        UUID denied = world.committed(world.stopped(world.claimed("r1", 2), TransferState.DENIED, ReasonCode.PURPOSE));
        UUID corrected = world.prepared("r1", 3);
        UUID other = world.prepared("r2", 2);

        assertThat(corrects(corrected)).isEqualTo(returned);
        assertThat(corrects(denied)).isNull();
        assertThat(corrects(other)).isNull();

        world.settle(LedgerWorld.receivedBy(world.sending(corrected)));
        UUID later = world.prepared("r1", 4);
        assertThat(corrects(later)).as("what it corrects is corrected already").isNull();
        assertThat(corrects(corrected)).isEqualTo(returned);
    }

    private static UUID returned(String recordId, long version) {
        ClaimedTransfer sent = world.sending(recordId, version);
        settle(reviewed(sent.id(), "REJECTED", "district", ReviewChain.Outcome.RETURNED, "材料不全"));
        return sent.id();
    }

    private static UUID corrects(UUID transfer) {
        return world.ledger().reads().transfer(transfer).orElseThrow().corrects();
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
                "R-" + stage, stage, new byte[] {1}, new byte[] {2}, "cq-capability", new byte[] {3}, null);
    }

    private static Arrived arrived(UUID transfer, String stage) {
        return new Arrived(transfer, receipt(stage), Duration.ofMinutes(1));
    }

    private static List<Outcome> settle(Arrived... arrived) {
        return world.inTransaction(ledger -> ledger.receipts().settle(Arrays.asList(arrived)));
    }
}
