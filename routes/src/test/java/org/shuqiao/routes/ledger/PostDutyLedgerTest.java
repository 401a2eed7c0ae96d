package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.shuqiao.routes.ledger.TwoOfficers.ONE;
import static org.shuqiao.routes.ledger.TwoOfficers.OTHER;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.evidence.Breach;
import org.shuqiao.routes.ShanghaiDay;
import org.shuqiao.routes.ledger.DutyAfter.Kind;
import org.shuqiao.routes.ledger.DutyClosingLedger.Duty;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Paper;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Word;
import org.shuqiao.routes.ledger.PackageLedger.Scan;
import org.shuqiao.routes.ledger.Settlement.Manifest;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.shuqiao.routes.ledger.TakeDownLedger.Ended;
import tools.jackson.databind.json.JsonMapper;

/** What agreements want once transfers have arrived. */
class PostDutyLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static final DutyAfter RECEIPT =
            new DutyAfter(LedgerWorld.AGREEMENT, 1, Kind.RECEIPT_WITHIN, Duration.ofHours(24));
    private static final DutyAfter NOTIFY = new DutyAfter(LedgerWorld.AGREEMENT, 1, Kind.NOTIFY, Duration.ZERO);
    private static final DutyAfter DELETE =
            new DutyAfter(LedgerWorld.AGREEMENT, 1, Kind.DELETE_AFTER, Duration.ofDays(30));

    private final List<Ended> takenDown = new ArrayList<>();
    private Visitors visitors;

    @BeforeEach
    void fallIntoOneDay() {
        ShanghaiDay.awaitTimeLeft();
    }

    @BeforeEach
    void center() {
        visitors = new Visitors(world);
    }

    private static UUID ready(String record, long version, DutyAfter duty) {
        return world.committed(world.ready(world.claimed(record, version)).owing(List.of(duty)));
    }

    private static UUID stored(String record, long version, DutyAfter duty) {
        UUID transfer = ready(record, version, duty);
        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        return transfer;
    }

    /** The platform says that it has it, and will say more. */
    private static UUID accepted(String record, DutyAfter duty) {
        UUID transfer = ready(record, 1, duty);
        ClaimedTransfer sent = world.sending(transfer);
        Settlement stored = LedgerWorld.receivedBy(sent);
        world.settle(new Settlement(
                transfer,
                sent.attempt(),
                stored.platform(),
                TransferState.ACCEPTED,
                null,
                Duration.ZERO,
                false,
                new Manifest(stored.manifest().envelopeHash(), stored.manifest().payloadHashes(), "0"),
                receipt(transfer, "ACCEPTED")));
        return transfer;
    }

    private static VerifiedReceipt receipt(UUID transfer, String stage) {
        return new VerifiedReceipt(
                stage + transfer, stage, new byte[] {1}, new byte[] {2}, "1234567812345678", new byte[] {3}, null);
    }

    private static void receive(UUID transfer, String stage) {
        world.inTransaction(l -> l.receipts()
                .settle(List.of(new ReceiptLedger.Arrived(transfer, receipt(transfer, stage), Duration.ZERO)), true));
    }

    /** As if so much time had gone since the sends ended. */
    private static void ago(Duration since) {
        double seconds = since.toMillis() / 1000.0;
        world.jdbc().update("UPDATE delivery_manifest SET finished_at = now() - make_interval(secs => ?)", seconds);
        world.jdbc().update("UPDATE transfer_duty SET due_at = now() - interval '1 minute' WHERE acted_at IS NULL");
    }

    private PostDutyLedger.Performed perform(boolean takesDown) {
        return world.ledger().postDuties().perform(100, duty -> takesDown, one -> {
            takenDown.add(one);
            return visitors.submission(
                    "take_down",
                    one.transfer().toString(),
                    1,
                    JsonMapper.shared().createObjectNode());
        });
    }

    private static String state(UUID transfer) {
        String duties = world.ledger().reads().transfer(transfer).orElseThrow().duties();
        return JsonMapper.shared().readTree(duties).at("/0/state").stringValue();
    }

    private static byte[] statement(UUID transfer) {
        return world.ledger().reads().signedContent(transfer).orElseThrow().statement();
    }

    private static long late() {
        return world.ledger().figures(Duration.ofSeconds(5)).late().stream()
                .mapToLong(FigureLedger.Open::transfers)
                .sum();
    }

    private static List<String> notices() {
        return world.jdbc()
                .queryForList(
                        "SELECT convert_from(payload, 'UTF8')::jsonb ->> 'notice' FROM inbox_message ORDER BY seq",
                        String.class);
    }

    @Test
    void aReceiptThatIsThereInTimeIsSeenAtOnce() {
        UUID transfer = stored("r1", 1, RECEIPT);
        assertThat(state(transfer)).isEqualTo("DONE");

        ago(Duration.ofHours(25));
        world.jdbc().update("UPDATE receipt SET received_at = now() - interval '2 hours'");
        perform(true);

        assertThat(state(transfer)).isEqualTo("DONE");
        assertThat(late()).isZero();
    }

    @Test
    void theLastInstantIsInTime() {
        UUID transfer = stored("r1", 1, RECEIPT);
        ago(Duration.ofHours(25));
        world.jdbc()
                .update(
                        "UPDATE receipt SET received_at = (SELECT finished_at FROM delivery_manifest) + interval '24 h'");

        perform(true);

        assertThat(state(transfer)).isEqualTo("DONE");
    }

    @Test
    void aReceiptAMicrosecondLaterIsNot() {
        UUID transfer = stored("r1", 1, RECEIPT);
        ago(Duration.ofHours(25));
        world.jdbc()
                .update("UPDATE receipt SET received_at = (SELECT finished_at FROM delivery_manifest)"
                        + " + interval '24 h 1 microsecond'");

        perform(true);

        assertThat(state(transfer)).isEqualTo("BREACHED");
        assertThat(late()).as("it has come since").isZero();
    }

    @Test
    void aFirstReceiptIsNotTheLast() {
        UUID transfer = accepted("r1", RECEIPT);
        ago(Duration.ofHours(23));
        perform(true);
        assertThat(state(transfer)).isEqualTo("OPEN");
        assertThat(late()).isZero();

        ago(Duration.ofHours(25));
        perform(true);

        assertThat(state(transfer)).isEqualTo("BREACHED");
        assertThat(world.state(transfer)).as("a breach moves nothing").isEqualTo(TransferState.ACCEPTED);
        assertThat(late()).isEqualTo(1);
        assertThat(world.jdbc()
                        .queryForObject(
                                "SELECT leaf FROM log_leaf WHERE type = 'breach' AND subject = ?",
                                byte[].class,
                                transfer))
                .satisfies(leaf -> {
                    Breach breach = Breach.parse(leaf);
                    assertThat(breach.agreement()).isEqualTo(LedgerWorld.AGREEMENT);
                    assertThat(breach.duty()).isEqualTo("receipt_within");
                    assertThat(breach.statementHash()).isEqualTo(Sm3.hex(statement(transfer)));
                    assertThat(breach.at()).isAfter(breach.dueAt());
                });
        assertThat(world.ledger().duties().open(null, 10))
                .extracting(DutyLedger.Open::transfer, DutyLedger.Open::duty)
                .containsExactly(tuple(transfer, Kind.RECEIPT_WITHIN));
        assertThat(perform(true).looked()).as("once").isZero();

        receive(transfer, "STORED");
        perform(true);
        assertThat(late()).isZero();
        assertThat(state(transfer)).as("and stays one").isEqualTo("BREACHED");
        assertThat(world.ledger().duties().open(null, 10)).isEmpty();
    }

    @Test
    void theTimeForAReceiptCountsFromTheEndOfTheSendAndNotFromThePreparing() {
        UUID transfer = ready("r1", 1, RECEIPT);
        ago(Duration.ofHours(25));
        perform(true);
        assertThat(state(transfer)).isEqualTo("OPEN");

        world.settle(LedgerWorld.unknown(world.sending(transfer)));
        ago(Duration.ofHours(25));
        perform(true);
        assertThat(state(transfer)).as("nobody knows whether it arrived").isEqualTo("OPEN");

        receive(transfer, "ACCEPTED");
        ago(Duration.ofHours(25));
        perform(true);
        assertThat(state(transfer)).isEqualTo("BREACHED");
    }

    // Receipts on paper

    /** Made into a package; nobody has taken it yet. */
    private static UUID packed(UUID transfer) {
        world.settle(LedgerWorld.unknown(world.sending(transfer)));
        UUID id = world.newId();
        world.ledger().packages().store(id, LedgerWorld.PLATFORM, new byte[0], new byte[0], List.of(transfer), ONE);
        return id;
    }

    private static void takenAgo(UUID packageId, Duration since) {
        world.ledger().packages().recordTaken(packageId, ONE);
        world.jdbc()
                .update(
                        "UPDATE package SET taken_at = now() - make_interval(secs => ?) WHERE id = ?",
                        since.toSeconds(),
                        packageId);
        ago(Duration.ofDays(100)); // when it was made counts for nothing
    }

    /** A paper of a day, confirmed now. */
    private static void paper(UUID packageId, UUID transfer, LocalDate day) {
        UUID id = world.newId();
        world.ledger().packages().keep(packageId, new Scan("application/pdf", "0".repeat(64), new byte[1]), 10, ONE);
        Paper paper = new Paper("0".repeat(64), "STORED", List.of(transfer), "1", day, List.of());
        EnteredReceiptLedger papers = world.ledger().enteredReceipts();
        papers.enter(id, packageId, paper, ONE);
        papers.confirm(
                papers.find(id).orElseThrow(),
                List.of(new Word(transfer, new byte[1], new byte[1])),
                new byte[1],
                OTHER);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void aPaperOfTheDayOnWhichItIsDueIsInTimeHoweverLateItIsEntered() {
        UUID transfer = ready("r1", 1, RECEIPT);
        UUID packageId = packed(transfer);
        takenAgo(packageId, Duration.ofDays(10));
        perform(true);
        assertThat(state(transfer)).as("its paper may still be on its way back").isEqualTo("OPEN");

        paper(packageId, transfer, today().minusDays(9));
        assertThat(state(transfer)).isEqualTo("DONE");
        ago(Duration.ofDays(100));
        perform(true);

        assertThat(state(transfer)).isEqualTo("DONE");
        assertThat(world.leaves("breach")).isZero();
    }

    @Test
    void aPaperOfTheDayAfterIsTooLate() {
        UUID transfer = ready("r1", 1, RECEIPT);
        UUID packageId = packed(transfer);
        takenAgo(packageId, Duration.ofDays(10));
        paper(packageId, transfer, today().minusDays(8));
        ago(Duration.ofDays(100));

        perform(true);

        assertThat(state(transfer)).isEqualTo("BREACHED");
        assertThat(late()).as("it has come since").isZero();
    }

    @Test
    void noReceiptIsOwedForAPackageThatNobodyHasTaken() {
        UUID transfer = ready("r1", 1, RECEIPT);
        UUID unused = packed(transfer);
        ago(Duration.ofDays(100));

        perform(true);

        assertThat(state(transfer)).isEqualTo("OPEN");
        assertThat(late()).isZero();
    }

    @Test
    void aPackageWithoutAPaperIsLateOnceOneWouldHaveBeenBroughtBack() {
        UUID transfer = ready("r1", 1, RECEIPT);
        UUID packageId = packed(transfer);
        takenAgo(packageId, Duration.ofDays(15).minusMinutes(1));
        perform(true);
        assertThat(late()).isZero();

        takenAgo(packageId, Duration.ofDays(15).plusMinutes(1));
        perform(true);
        assertThat(late()).isEqualTo(1);
        assertThat(state(transfer)).isEqualTo("BREACHED");

        paper(packageId, transfer, today());
        perform(true);
        assertThat(late()).isZero();
        assertThat(world.ledger().duties().open(null, 10)).isEmpty();
    }

    @Test
    void whatIsGivenUpIsNotLookedAtAllTheTime() {
        UUID transfer = ready("r1", 1, RECEIPT);
        world.settle(LedgerWorld.unknown(world.sending(transfer)));
        world.jdbc().update("UPDATE transfer SET state = 'PARKED', may_have_arrived = true WHERE id = ?", transfer);
        ago(Duration.ofDays(100));

        assertThat(perform(true).looked()).isEqualTo(1);
        assertThat(perform(true).looked()).isZero();
    }

    @Test
    void noReceiptIsOwedForWhatWasRefused() {
        UUID transfer = ready("r1", 1, RECEIPT);
        world.settle(LedgerWorld.ended(world.sending(transfer), TransferState.REJECTED));
        ago(Duration.ofHours(25));

        perform(true);

        assertThat(late()).isZero();
        assertThat(state(transfer)).isEqualTo("DONE");
    }

    @Test
    void twoGatewaysFindABreachOnce() {
        for (int record = 0; record < 20; record++) {
            accepted("r" + record, RECEIPT);
        }
        ago(Duration.ofHours(25));

        List<CompletableFuture<Integer>> looked =
                List.of(LedgerWorld.atOnce(() -> perform(false).looked()), LedgerWorld.atOnce(() -> perform(false)
                        .looked()));
        looked.forEach(CompletableFuture::join);
        perform(false);

        assertThat(late()).isEqualTo(20);
        assertThat(world.leaves("breach")).isEqualTo(20);
    }

    @Test
    void theCenterIsToldOnceThatItsTransferIsStored() {
        UUID transfer = ready("r1", 1, NOTIFY);
        perform(true);
        assertThat(notices()).isEmpty();

        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        ago(Duration.ZERO);
        perform(true);
        perform(true);

        assertThat(notices()).containsExactly("transfer_stored");
        assertThat(state(transfer)).isEqualTo("DONE");
    }

    @Test
    void theConsumersCopyIsTakenDownWhenItsTimeIsOver() {
        UUID transfer = stored("r1", 1, DELETE);
        ago(Duration.ofDays(29));
        assertThat(perform(true).made()).isEmpty();
        assertThat(notices()).isEmpty();

        ago(Duration.ofDays(31));
        PostDutyLedger.Performed performed = perform(true);

        assertThat(performed.made()).hasSize(1);
        assertThat(takenDown)
                .extracting(Ended::transfer, Ended::item, Ended::reason)
                .containsExactly(tuple(transfer, "r1", "agreed_deletion"));
        assertThat(notices()).containsExactly("copy_to_be_deleted");
        assertThat(world.ledger().duties().open(null, 10))
                .extracting(DutyLedger.Open::transfer, DutyLedger.Open::takenDownBy)
                .containsExactly(tuple(transfer, performed.made().get(0)));

        PreparedTransfer takeDown = world.ready(world.claimed(performed.made().get(0)));
        world.commit(takeDown);
        world.settle(LedgerWorld.receivedBy(world.sending(takeDown.id())));
        world.ledger().afterRevocations().withdrawTakenDown();
        assertThat(world.state(transfer)).isEqualTo(TransferState.WITHDRAWN);
        assertThat(world.ledger().duties().open(null, 10)).isEmpty();
    }

    @Test
    void whereNoTakeDownIsPermittedAPersonSeesToTheCopy() {
        UUID transfer = stored("r1", 1, DELETE);
        ago(Duration.ofDays(31));

        assertThat(perform(false).made()).isEmpty();

        assertThat(notices()).containsExactly("copy_to_be_deleted");
        assertThat(world.ledger().duties().open(null, 10))
                .extracting(DutyLedger.Open::transfer, DutyLedger.Open::duty)
                .containsExactly(tuple(transfer, Kind.DELETE_AFTER));
    }

    private static boolean close(UUID transfer, Duty duty) {
        return world.ledger()
                .dutyClosings()
                .close(transfer, LedgerWorld.AGREEMENT, duty, new byte[32], "seen", "officer-key");
    }

    @Test
    void anOfficerClosesWhatWasLeftToAPersonOnce() {
        UUID transfer = stored("r1", 1, DELETE);
        assertThat(close(transfer, Duty.DELETE_AFTER)).as("not due yet").isFalse();
        ago(Duration.ofDays(31));
        perform(false);

        assertThat(close(transfer, Duty.STOP_AND_DELETE)).as("another duty").isFalse();
        assertThat(close(transfer, Duty.DELETE_AFTER)).isTrue();
        assertThat(close(transfer, Duty.DELETE_AFTER)).isFalse();

        assertThat(world.ledger().duties().open(null, 10)).isEmpty();
        assertThat(state(transfer)).isEqualTo("DONE");
        assertThat(world.leaves("duty-closed")).isEqualTo(1);
    }

    @Test
    void whileATakeDownIsOnItsWayNobodyClosesTheDuty() {
        UUID transfer = stored("r1", 1, DELETE);
        ago(Duration.ofDays(31));
        UUID takeDown = perform(true).made().get(0);
        assertThat(close(transfer, Duty.DELETE_AFTER)).as("not prepared yet").isFalse();
        PreparedTransfer prepared = world.ready(world.claimed(takeDown));
        world.commit(prepared);
        assertThat(close(transfer, Duty.DELETE_AFTER)).as("on its way").isFalse();

        world.settle(LedgerWorld.ended(world.sending(prepared.id()), TransferState.REJECTED));

        assertThat(close(transfer, Duty.DELETE_AFTER)).as("refused").isTrue();
    }

    @Test
    void aNewerVersionOfTheRecordIsNotTakenDownWithAnOlderOne() {
        UUID older = stored("r1", 1, DELETE);
        ago(Duration.ofDays(31));
        stored("r1", 2, DELETE);

        assertThat(perform(true).made()).isEmpty();

        assertThat(world.ledger().duties().open(null, 10))
                .extracting(DutyLedger.Open::transfer)
                .containsExactly(older);
    }
}
