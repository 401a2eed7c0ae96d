package org.shuqiao.routes.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.NewReturn.Message;
import org.shuqiao.routes.ledger.NewReturn.SignedReturn;
import tools.jackson.databind.node.JsonNodeFactory;

class ReturnLedgerTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-22T10:00:00Z");
    private static final String OTHER = "91500000MA5U000036";
    private static final byte[] CHAIN = "chain".getBytes(UTF_8);

    @RegisterExtension
    private static final LedgerWorld WORLD = new LedgerWorld();

    private final Uuid7 ids = new Uuid7(Clock.systemUTC(), new SecureRandom());

    @BeforeEach
    void registerCenters() {
        WORLD.ledger().centers().register(LedgerWorld.CENTER, "一", "370212", "admin");
        WORLD.ledger().centers().register(OTHER, "二", "500112", "admin");
    }

    /** Books the record's id in the ledger, then refuses those whose id says so. */
    private static final class Bookings implements ReturnEffect {
        @Override
        public Optional<RowRefusal> apply(ReturnRow row) {
            WORLD.jdbc()
                    .update(
                            "INSERT INTO submission_key (key, submission, body_hash) VALUES (?, ?, '')",
                            row.recordId().getBytes(UTF_8),
                            row.messageId());
            return row.recordId().startsWith("full")
                    ? Optional.of(RowRefusal.of(ReasonCode.SLOT_FULL))
                    : Optional.empty();
        }

        @Override
        public Optional<Instant> deleteAt(ReturnRow row) {
            return Optional.of(RECEIVED.plus(Duration.ofDays(30)));
        }
    }

    private ReturnLedger ledger(int unreadLimit) {
        LeafRows leaves = new LeafRows(WORLD.jdbc(), TestDatabase.leaves());
        return new ReturnLedger(
                WORLD.jdbc(),
                leaves,
                new InboxWriter(WORLD.jdbc(), leaves, unreadLimit),
                Map.of("booking", new Bookings()));
    }

    private ReturnReceipt commit(ReturnLedger ledger, NewReturn batch) {
        return WORLD.inTransaction(unused -> ledger.commit(batch, results -> signed(results)));
    }

    /** The codes of the rows. */
    private static ReturnReceipt.Signed signed(List<ReturnResult> results) {
        String codes = String.join(",", results.stream().map(ReturnResult::code).toList());
        return new ReturnReceipt.Signed(codes.getBytes(UTF_8), "signature".getBytes(UTF_8), CHAIN);
    }

    private static String codes(ReturnReceipt receipt) {
        return new String(receipt.signed().document(), UTF_8);
    }

    private NewReturn batch(String batchId, NewReturn.Row... rows) {
        byte[] hash = Sm3.digest(batchId.getBytes(UTF_8));
        return new NewReturn(ids.next(), LedgerWorld.PLATFORM, batchId, "booking", hash, RECEIVED, List.of(rows));
    }

    private Message message(String center, String recordId, long version, Instant deleteAt) {
        byte[] received = (recordId + version).getBytes(UTF_8);
        byte[] salt = new byte[32];
        return new Message(
                new ReturnRow(
                        ids.next(),
                        center,
                        LedgerWorld.PLATFORM,
                        "booking",
                        recordId,
                        version,
                        JsonNodeFactory.instance.objectNode(),
                        RECEIVED),
                received,
                new SignedReturn(
                        LedgerWorld.AGREEMENT,
                        1,
                        WORLD.decision(center),
                        salt,
                        Sm3.digest(salt, received),
                        received,
                        Sm3.digest(received),
                        "statement".getBytes(UTF_8),
                        "signature".getBytes(UTF_8),
                        CHAIN,
                        deleteAt),
                new NewReturn.Conditions(List.of(), null));
    }

    private Message message(String recordId) {
        return message(LedgerWorld.CENTER, recordId, 1, null);
    }

    private static boolean hasEffect(String recordId) {
        return !WORLD.jdbc()
                .queryForList("SELECT 1 FROM submission_key WHERE key = ?", recordId.getBytes(UTF_8))
                .isEmpty();
    }

    @Test
    void aRefusedEffectLeavesNothingBehindAndItsNeighboursStay() {
        ReturnReceipt receipt = commit(ledger(10), batch("b", message("one"), message("full"), message("two")));

        assertThat(codes(receipt)).isEqualTo("OK,SLOT_FULL,OK");
        assertThat(receipt.httpStatus()).isEqualTo(200);
        assertThat(hasEffect("one")).isTrue();
        assertThat(hasEffect("full")).isFalse();
        assertThat(places(LedgerWorld.CENTER)).containsExactly("1 one", "2 two");
    }

    @Test
    void onlyFullSlotsAreAConflictAndAnythingElseIsNot() {
        assertThat(commit(ledger(10), batch("a", message("full"), refused())).httpStatus())
                .isEqualTo(409);
        assertThat(commit(ledger(10), batch("b", refused())).httpStatus()).isEqualTo(422);
    }

    private static NewReturn.Refused refused() {
        return new NewReturn.Refused("r", 1, RowRefusal.of(ReasonCode.INVALID_RECORD));
    }

    @Test
    void nothingIsStoredWhereTheReceiptCannotBeSigned() {
        assertThatThrownBy(
                        () -> WORLD.inTransaction(unused -> ledger(10).commit(batch("b", message("one")), results -> {
                            throw new IllegalStateException("no key");
                        })))
                .hasMessage("no key");

        assertThat(places(LedgerWorld.CENTER)).isEmpty();
        assertThat(hasEffect("one")).isFalse();
        assertThat(ledger(10).find(LedgerWorld.PLATFORM, "b", Sm3.digest("b".getBytes(UTF_8))))
                .isEmpty();
    }

    @Test
    void anInboxThatNobodyReadsFillsUp() {
        ReturnReceipt receipt = commit(
                ledger(2),
                batch("b", message("one"), message("two"), message("three"), message(OTHER, "other", 1, null)));
        assertThat(codes(receipt)).isEqualTo("OK,OK,INBOX_FULL,OK");
        assertThat(hasEffect("three")).isFalse();

        WORLD.jdbc().update("UPDATE inbox SET acked_seq = 1");
        assertThat(codes(commit(ledger(2), batch("c", message("three"))))).isEqualTo("OK");
    }

    @Test
    void whatCameBeforeHasNoSecondEffect() {
        ReturnLedger ledger = ledger(10);
        commit(ledger, batch("a", message("one")));
        WORLD.jdbc().update("DELETE FROM submission_key");

        assertThat(codes(commit(ledger, batch("b", message("one"), message("two"), message("two")))))
                .isEqualTo("DUPLICATE,OK,DUPLICATE");
        assertThat(hasEffect("one")).isFalse();
    }

    @Test
    void anAgreementThatHasEndedMeanwhileLetsNothingIn() {
        WORLD.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);

        assertThat(codes(commit(ledger(10), batch("b", message("one"))))).isEqualTo("AGREEMENT_CHANGED");
        assertThat(hasEffect("one")).isFalse();
    }

    @Test
    void aCenterThatNobodyKnowsGetsNothing() {
        assertThat(codes(commit(ledger(10), batch("b", message("91370281MA3F7Q005Q", "one", 1, null)))))
                .isEqualTo("PARTY");
    }

    @Test
    void aPayloadIsToBeDeletedAtTheEarlierOfTwoTimes() {
        Instant sooner = RECEIVED.plus(Duration.ofDays(7));
        commit(
                ledger(10),
                batch(
                        "b",
                        message(LedgerWorld.CENTER, "sooner", 1, sooner),
                        message(LedgerWorld.CENTER, "later", 1, RECEIVED.plus(Duration.ofDays(90)))));

        assertThat(
                        WORLD
                                .jdbc()
                                .queryForList("SELECT delete_at FROM inbox_message ORDER BY seq", OffsetDateTime.class)
                                .stream()
                                .map(OffsetDateTime::toInstant))
                .containsExactly(sooner, RECEIVED.plus(Duration.ofDays(30)));
    }

    @Test
    void batchesForTheSameCentersInAnyOrderNeverWaitInACircle() {
        BatchWriter<NewReturn, ReturnReceipt> writer =
                new BatchWriter<>(WORLD.ledger().transaction(), batches -> batches.stream()
                        .map(batch -> ledger(1_000).commit(batch, ReturnLedgerTest::signed))
                        .toList());

        List<Throwable> failures = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> {
                    Message here = message(LedgerWorld.CENTER, "here-" + i, 1, null);
                    Message there = message(OTHER, "there-" + i, 1, null);
                    NewReturn batch = i % 2 == 0 ? batch("b" + i, here, there) : batch("b" + i, there, here);
                    Throwable[] failed = new Throwable[1];
                    writer.write(List.of(batch), (index, receipt) -> {}, (index, failure) -> failed[0] = failure);
                    return Optional.ofNullable(failed[0]);
                })
                .flatMap(Optional::stream)
                .toList();

        assertThat(failures).isEmpty();
        assertThat(places(OTHER)).hasSize(40);
        assertThat(WORLD.jdbc().queryForList("SELECT last_seq FROM inbox", Long.class))
                .containsOnly(40L);
    }

    private static List<String> places(String center) {
        return WORLD.jdbc()
                .queryForList(
                        "SELECT seq || ' ' || record_id FROM inbox_message WHERE center = ? ORDER BY seq",
                        String.class,
                        center);
    }

    @Test
    void oneGatewayAtATimeReadsAPlatform() {
        Ledger second =
                new Ledger(WORLD.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves());
        PollLedger polls = WORLD.ledger().polls();

        assertThat(polls.claim(LedgerWorld.PLATFORM, 10)).isPresent();
        assertThat(polls.claim(LedgerWorld.PLATFORM, 10)).isPresent();
        assertThat(second.polls().claim(LedgerWorld.PLATFORM, 10)).isEmpty();
        WORLD.jdbc().update("UPDATE poll_cursor SET lease_until = now()");
        assertThat(second.polls().claim(LedgerWorld.PLATFORM, 10)).isPresent();
        assertThat(polls.claim(LedgerWorld.PLATFORM, 10)).isEmpty();
    }

    @Test
    void aPlatformThatRestsIsNotRead() {
        WORLD.ledger().operations().pause(LedgerWorld.PLATFORM, "test", "operator");

        assertThat(WORLD.ledger().polls().claim(LedgerWorld.PLATFORM, 10)).isEmpty();
    }

    @Test
    void aGapStaysOpenUntilItComesOrNobodyWaitsAnyLonger() {
        PollLedger polls = WORLD.ledger().polls();
        polls.claim(LedgerWorld.PLATFORM, 10);
        polls.missing(LedgerWorld.PLATFORM, List.of(1L, 2L));
        polls.done(LedgerWorld.PLATFORM, 3, false);
        assertThat(polls.claim(LedgerWorld.PLATFORM, 10)).contains(new PollLedger.Cursor(3, List.of(1L, 2L)));

        polls.done(LedgerWorld.PLATFORM, 1, false);
        assertThat(polls.giveUp(LedgerWorld.PLATFORM, Duration.ofHours(1))).isZero();
        assertThat(polls.giveUp(LedgerWorld.PLATFORM, Duration.ZERO)).isEqualTo(1);
        polls.done(LedgerWorld.PLATFORM, 4, true);

        assertThat(polls.claim(LedgerWorld.PLATFORM, 10)).contains(new PollLedger.Cursor(4, List.of()));
        assertThat(polls.gaps(LedgerWorld.PLATFORM, 10))
                .extracting(gap -> gap.seq() + " " + gap.reason())
                .containsExactly("4 REFUSED", "2 MISSING");
    }

    @Test
    void aBatchIsFoundByPlatformAndIdOnly() {
        ReturnLedger ledger = ledger(10);
        commit(ledger, batch("b", message("one")));

        byte[] hash = Sm3.digest("b".getBytes(UTF_8));
        assertThat(ledger.find(LedgerWorld.PLATFORM, "b", hash)).isPresent();
        assertThat(ledger.find("other", "b", hash)).isEmpty();
    }
}
