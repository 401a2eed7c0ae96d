package org.shuqiao.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ReadLedger.StoredManifest;
import org.shuqiao.routes.ledger.ReadLedger.StoredReceipt;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceiptResult;
import org.shuqiao.routes.steps.ReceivedReceipts;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Records on their way to a platform that takes batches, gives receipts in two stages, and is asked before anything is sent again. */
class CapabilityCenterRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ID = "capability-center";
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path home;

    private static CapabilityStub platform;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        platform = new CapabilityStub(home.resolve("keys"));
        gateway = new TestGateway(home, "91500000MA5U000036", "500112", platform.access());
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    @BeforeEach
    void platformBehaves() {
        platform.behave();
        platform.trust(true);
        gateway.ledger.operations().resume(ID, "operator");
    }

    @AfterEach
    void everyCallKeptToTheContract() {
        assertThat(platform.wrongCalls()).isEmpty();
    }

    @Test
    void isAcceptedWithAVerifiedReceiptThatIsKeptAsDer() {
        UUID submission = gateway.accept("accepted", 1);
        eventually(submission, "ACCEPTED");

        UUID transfer = gateway.transferId(submission);
        assertThat(gateway.ledger.reads().receipts(transfer)).singleElement().satisfies(receipt -> {
            assertThat(receipt.signature()[0]).isEqualTo((byte) 0x30);
            assertThat(receipt.userId()).isEqualTo(CapabilityStub.USER_ID);
            assertThat(new String(receipt.document(), UTF_8)).contains("ACCEPTED", transfer.toString());
        });
    }

    @Test
    void manyLeaveInOneCallAndEachManifestKnowsThemAll() {
        gateway.ledger.operations().pause(ID, "to let a batch gather", "operator");
        List<UUID> submissions = IntStream.range(0, 30)
                .mapToObj(i -> gateway.accept("batch-" + i, 1))
                .toList();
        submissions.forEach(submission -> eventually(submission, "READY"));

        gateway.ledger.operations().resume(ID, "operator");
        submissions.forEach(submission -> eventually(submission, "ACCEPTED"));

        CapabilityStub.Push largest = platform.pushes("batch-").stream()
                .max((a, b) -> Integer.compare(a.keys().size(), b.keys().size()))
                .orElseThrow();
        assertThat(largest.keys()).hasSizeGreaterThan(10).isSorted();
        StoredManifest manifest = gateway.ledger
                .reads()
                .manifests(UUID.fromString(largest.keys().get(0)))
                .get(0);
        assertThat(manifest.payloadHashes())
                .containsExactlyElementsOf(largest.payloads().stream()
                        .map(payload -> Sm3.digest(payload.getBytes(UTF_8)))
                        .toList());
        assertThat(platform.pushes("batch-"))
                .extracting(CapabilityStub.Push::batchId)
                .doesNotHaveDuplicates();
    }

    @Test
    void nothingIsClaimedForAPlatformThatNothingMayBeEncryptedFor() {
        platform.trust(false);
        UUID submission = gateway.accept("for-a-stranger", 1);
        eventually(submission, "READY");
        UUID transfer = gateway.transferId(submission);
        await().during(Duration.ofMillis(500)).atMost(SOON).untilAsserted(() -> assertThat(gateway.transfer(submission))
                .isEqualTo("READY"));
        assertThat(gateway.database()
                        .jdbc()
                        .queryForObject(
                                "SELECT sends = 0 AND NOT may_have_arrived FROM transfer WHERE id = ?",
                                Boolean.class,
                                transfer))
                .isTrue();

        platform.trust(true);
        eventually(submission, "ACCEPTED");
    }

    @Test
    void aSecondReceiptThatIsCalledBackStoresTheTransferOnce() {
        UUID submission = gateway.accept("called-back", 1);
        eventually(submission, "ACCEPTED");
        UUID transfer = gateway.transferId(submission);

        ObjectNode second = platform.receipt(transfer.toString(), "STORED", CapabilityStub.USER_ID);
        assertThat(receive(second)).containsExactly(ReceiptResult.SETTLED);

        assertThat(gateway.transfer(submission)).isEqualTo("STORED");
        assertThat(receive(second, second)).containsExactly(ReceiptResult.REPEATED, ReceiptResult.REPEATED);
        assertThat(gateway.ledger.reads().receipts(transfer))
                .extracting(StoredReceipt::document)
                .hasSize(2);
    }

    @Test
    void aSecondReceiptMayRefuse() {
        UUID submission = gateway.accept("refused-later", 1);
        eventually(submission, "ACCEPTED");

        String key = gateway.transferId(submission).toString();
        assertThat(receive(platform.receipt(key, "REJECTED", CapabilityStub.USER_ID)))
                .containsExactly(ReceiptResult.SETTLED);
        assertThat(gateway.transfer(submission)).isEqualTo("REJECTED PLATFORM_REJECT");
    }

    @Test
    void aReceiptThatIsNotProvenChangesNothing() {
        UUID submission = gateway.accept("unproven", 1);
        eventually(submission, "ACCEPTED");
        String key = gateway.transferId(submission).toString();

        ObjectNode otherUser = platform.receipt(key, "STORED", "1234567812345678");
        ObjectNode changed = platform.receipt(key, "STORED", CapabilityStub.USER_ID);
        changed.put("signature", "A".repeat(86) + "==");
        ObjectNode otherPayload =
                platform.signed(CapabilityStub.document(key, "{}".getBytes(UTF_8), "STORED"), CapabilityStub.USER_ID);
        String nobody = "019b0000-0000-7000-8000-000000000001";
        ObjectNode unknown = platform.signed(
                CapabilityStub.document(nobody, "{}".getBytes(UTF_8), "STORED"), CapabilityStub.USER_ID);
        ObjectNode noStage =
                platform.signed(CapabilityStub.document(key, "{}".getBytes(UTF_8), "SENDING"), CapabilityStub.USER_ID);

        assertThat(receive(otherUser, changed, otherPayload, unknown, noStage, JSON.createObjectNode()))
                .containsExactly(
                        ReceiptResult.REFUSED,
                        ReceiptResult.REFUSED,
                        ReceiptResult.REFUSED,
                        ReceiptResult.UNKNOWN_TRANSFER,
                        ReceiptResult.REFUSED,
                        ReceiptResult.REFUSED);
        assertThat(gateway.transfer(submission)).isEqualTo("ACCEPTED");
        assertThat(gateway.ledger.reads().receipts(UUID.fromString(key))).hasSize(1);
    }

    @Test
    void callsThatAreNoListOfReceiptsAreRefused() {
        assertRefused("qingdao", "{\"receipts\":[]}", FailureCode.NOT_FOUND);
        assertRefused(ID, "{", FailureCode.BAD_REQUEST);
        assertRefused(ID, "{}", FailureCode.BAD_REQUEST);
        assertRefused(ID, "{\"receipts\":{}}", FailureCode.BAD_REQUEST);
        assertRefused(ID, "{\"receipts\":[" + "{},".repeat(Limits.RECEIPTS_PER_CALL) + "{}]}", FailureCode.BAD_REQUEST);
        assertThat(receive()).isEmpty();
    }

    @Test
    void aSecondReceiptThatNobodyCalledBackIsFetched() {
        UUID submission = gateway.accept("fetched", 1);
        eventually(submission, "ACCEPTED");
        String key = gateway.transferId(submission).toString();
        platform.decide(key, "STORED");

        wake(submission);

        eventually(submission, "STORED");
        assertThat(platform.wasAskedFor(key)).isTrue();
        assertThat(gateway.ledger.reads().receipts(UUID.fromString(key))).hasSize(2);
    }

    @Test
    void anAcceptedTransferStaysAcceptedWhileThePlatformHasNotDecided() {
        UUID submission = gateway.accept("undecided", 1);
        eventually(submission, "ACCEPTED");
        String key = gateway.transferId(submission).toString();

        wake(submission);

        await().atMost(SOON).until(() -> platform.wasAskedFor(key));
        await().atMost(SOON).until(() -> asks(submission) == 1 && !isAwake(submission));
        assertThat(gateway.transfer(submission)).isEqualTo("ACCEPTED");
    }

    @Test
    void anAnswerThatIsLostIsAskedForAndNothingIsPushedTwice() {
        platform.misbehave().losesAnswers().knowsNoAnswer();
        UUID submission = gateway.accept("lost-after", 1);
        eventually(submission, "UNKNOWN NO_ANSWER");

        platform.behave();
        wake(submission);

        eventually(submission, "ACCEPTED");
        assertThat(platform.pushes("lost-after")).hasSize(1);
    }

    @Test
    void aCallThatNeverArrivedIsAskedForAndSentAgainOnce() {
        platform.misbehave().breaksCallsOff().knowsNoAnswer();
        UUID submission = gateway.accept("lost-before", 1);
        eventually(submission, "UNKNOWN NO_ANSWER");

        platform.behave();
        wake(submission);

        eventually(submission, "ACCEPTED");
        assertThat(platform.wasAskedFor(gateway.transferId(submission).toString()))
                .isTrue();
        assertThat(platform.pushes("lost-before")).hasSize(2);
        assertThat(platform.pushes("lost-before").stream().flatMap(push -> push.keys().stream()))
                .containsOnly(gateway.transferId(submission).toString());
    }

    @Test
    void aNewerVersionReplacesOneThatWasNotFound() {
        platform.misbehave().breaksCallsOff().knowsNoAnswer();
        UUID first = gateway.accept("replaced", 1);
        eventually(first, "UNKNOWN NO_ANSWER");
        UUID second = gateway.accept("replaced", 2);
        eventually(second, "READY");

        platform.behave();
        wake(first);

        eventually(first, "SUPERSEDED NEWER_VERSION");
        eventually(second, "ACCEPTED");
        assertThat(platform.has(gateway.transferId(first).toString())).isFalse();
    }

    @Test
    void aTransferRestsWhileThePlatformIsAwayAndIsLeftToAPersonInTheEnd() {
        platform.misbehave().losesAnswers().knowsNoAnswer();
        UUID submission = gateway.accept("away", 1);
        eventually(submission, "UNKNOWN NO_ANSWER");
        wake(submission);
        await().atMost(SOON).until(() -> asks(submission) >= 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo("UNKNOWN NO_ANSWER"));

        gateway.database()
                .jdbc()
                .update(
                        "UPDATE transfer SET created_at = now() - interval '73 hours' WHERE submission = ?",
                        submission);
        wake(submission);

        eventually(submission, "PARKED BUDGET_SPENT");
        String key = gateway.transferId(submission).toString();
        assertThat(receive(platform.receipt(key, "STORED", CapabilityStub.USER_ID)))
                .as("a receipt that comes after all")
                .containsExactly(ReceiptResult.SETTLED);
        assertThat(gateway.transfer(submission)).isEqualTo("STORED");
    }

    @Test
    void anEarlyReceiptSettlesWhatIsStillUnknown() {
        platform.misbehave().losesAnswers().knowsNoAnswer();
        UUID submission = gateway.accept("early", 1);
        eventually(submission, "UNKNOWN NO_ANSWER");

        String key = gateway.transferId(submission).toString();
        assertThat(receive(platform.receipt(key, "STORED", CapabilityStub.USER_ID)))
                .containsExactly(ReceiptResult.SETTLED);
        assertThat(gateway.transfer(submission)).isEqualTo("STORED");
        assertThat(receive(platform.receipt(key, "ACCEPTED", CapabilityStub.USER_ID)))
                .containsExactly(ReceiptResult.SETTLED);
        assertThat(gateway.transfer(submission)).isEqualTo("STORED");
    }

    @Test
    void aRowThatIsRefusedIsParkedBesideItsNeighbours() {
        gateway.ledger.operations().pause(ID, "to let a batch gather", "operator");
        UUID good = gateway.accept("row-good", 1);
        UUID bad = gateway.accept("row-bad", 1);
        UUID forged = gateway.accept("row-forged", 1);
        UUID missing = gateway.accept("row-missing", 1);
        List.of(good, bad, forged, missing).forEach(submission -> eventually(submission, "READY"));
        platform.misbehave().knowsNoAnswer().answersRows((payload, honest) -> {
            if (payload.contains("row-bad")) {
                return honest.put("code", "4001");
            }
            if (payload.contains("row-forged")) {
                return honest.put("code", "4011");
            }
            return payload.contains("row-missing") ? null : honest;
        });

        gateway.ledger.operations().resume(ID, "operator");

        eventually(good, "ACCEPTED");
        eventually(bad, "PARKED PLATFORM_SCHEMA");
        eventually(forged, "PARKED PLATFORM_AUTH");
        eventually(missing, "UNKNOWN ANSWER_NOT_UNDERSTOOD");
        platform.behave();
        wake(missing);
        eventually(missing, "ACCEPTED");
        assertThat(platform.pushes("row-missing")).hasSize(1);
    }

    @Test
    void aReceiptUnderAnotherUserIdIsNotBelieved() {
        platform.misbehave().signsAs("1234567812345678");
        UUID submission = gateway.accept("other-user", 1);
        eventually(submission, "UNKNOWN RECEIPT_INVALID");
        wake(submission);
        await().atMost(SOON).until(() -> asks(submission) >= 1);
        assertThat(gateway.transfer(submission)).isEqualTo("UNKNOWN RECEIPT_INVALID");

        platform.behave();
        wake(submission);
        eventually(submission, "ACCEPTED");
        assertThat(platform.pushes("other-user")).hasSize(1);
    }

    @Test
    void aCallThatIsRefusedAsAWholeIsTriedAgainOrParked() {
        platform.misbehave().refuses(503, "5030");
        UUID retried = gateway.accept("call-retried", 1);
        eventually(retried, "READY PLATFORM_RETRY");
        platform.behave();
        eventually(retried, "ACCEPTED");

        platform.misbehave().refuses(400, "4000");
        UUID parked = gateway.accept("call-parked", 1);
        eventually(parked, "PARKED PLATFORM_SCHEMA");
    }

    private static List<ReceiptResult> receive(ObjectNode... receipts) {
        ObjectNode body = JSON.createObjectNode();
        ArrayNode list = body.putArray("receipts");
        List.of(receipts).forEach(list::add);
        return gateway.journeys().receive(new ReceivedReceipts(ID, JSON.writeValueAsBytes(body)));
    }

    private static void assertRefused(String platformId, String body, FailureCode code) {
        assertThatThrownBy(() -> gateway.journeys().receive(new ReceivedReceipts(platformId, body.getBytes(UTF_8))))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }

    /** Its rest is over; so is the circuit's. */
    private static void wake(UUID submission) {
        gateway.ledger.operations().resume(ID, "operator");
        gateway.database().jdbc().update("UPDATE transfer SET wake_at = now() WHERE submission = ?", submission);
    }

    private static int asks(UUID submission) {
        return gateway.database()
                .jdbc()
                .queryForObject("SELECT asks FROM transfer WHERE submission = ?", Integer.class, submission);
    }

    private static boolean isAwake(UUID submission) {
        return gateway.database()
                .jdbc()
                .queryForObject(
                        "SELECT wake_at <= now() FROM transfer WHERE submission = ?", Boolean.class, submission);
    }

    private static void eventually(UUID submission, String state) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo(state));
    }
}
