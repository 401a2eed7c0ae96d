package org.shuqiao.routes.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.RevocationLedger.Order;

class RevocationLedgerTest {
    private static final int QUEUED = 500;
    /** However fast the gateways are, these are not sent before the revocation. */
    private static final int LAST = 50;

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static RevocationLedger revocations() {
        return world.ledger().revocations();
    }

    private static StoredAgreement newest() {
        return revocations().newest(LedgerWorld.AGREEMENT).orElseThrow();
    }

    private static boolean notice(Instant effectiveAt) {
        return revocations().revoke(newest(), new Order(effectiveAt, false, "officer", "breach"));
    }

    private static Instant inAWeek() {
        return Instant.now().plus(Duration.ofDays(7));
    }

    private static void letNoticesRunOut() {
        world.jdbc().update("UPDATE revocation SET effective_at = now()");
    }

    private static List<String> events() {
        return world.jdbc()
                .queryForList(
                        """
                        SELECT event FROM agreement_event WHERE event NOT IN ('DRAFTED', 'PROPOSED', 'COUNTERSIGNED') ORDER BY id
                        """,
                        String.class);
    }

    @Test
    void staysInForceUntilItsNoticeHasRun() {
        UUID transfer = world.prepared("r1", 1);
        assertThat(notice(inAWeek())).isTrue();

        assertThat(revocations().takeEffect(10)).isZero();
        assertThat(newest().state()).isEqualTo(AgreementState.ACTIVE);
        assertThat(world.claim(transfer)).hasSize(1);

        letNoticesRunOut();
        assertThat(revocations().takeEffect(10)).isEqualTo(1);
        assertThat(newest().state()).isEqualTo(AgreementState.REVOKED);
        assertThat(events()).containsExactly("ACTIVATED", "REVOCATION_NOTICED", "REVOKED");
        assertThat(world.leaves("agreement-event")).isEqualTo(world.rows("agreement_event"));
    }

    @Test
    void isNoticedOnce() {
        notice(inAWeek());
        Instant first = revocations().noticed(LedgerWorld.AGREEMENT, 1).orElseThrow();

        assertThat(notice(inAWeek().plusSeconds(86_400))).isTrue();

        assertThat(revocations().noticed(LedgerWorld.AGREEMENT, 1)).contains(first);
        assertThat(events()).containsExactly("ACTIVATED", "REVOCATION_NOTICED");
    }

    @Test
    void takesEffectWhileItIsSuspended() {
        world.change(AgreementState.ACTIVE, AgreementState.SUSPENDED);
        notice(inAWeek());
        letNoticesRunOut();

        assertThat(revocations().takeEffect(10)).isEqualTo(1);
        assertThat(newest().state()).isEqualTo(AgreementState.REVOKED);
    }

    @Test
    void lapsesWhenItsVersionIsReplaced() {
        notice(inAWeek());
        world.activate(LedgerWorld.AGREEMENT, 2);
        letNoticesRunOut();

        assertThat(revocations().takeEffect(10)).isZero();
        assertThat(revocations().takeEffect(10)).isZero();

        assertThat(events()).containsOnlyOnce("REVOCATION_LAPSED");
        assertThat(world.leaves("agreement-event")).isEqualTo(world.rows("agreement_event"));
        assertThat(newest().version()).isEqualTo(2);
        assertThat(newest().state()).isEqualTo(AgreementState.ACTIVE);
        assertThat(revocations().noticed(LedgerWorld.AGREEMENT, 1)).isEmpty();
    }

    @Test
    void isDoneByOneOfTwoGateways() {
        notice(inAWeek());
        letNoticesRunOut();
        RevocationLedger other = secondGateway().revocations();

        var first = CompletableFuture.supplyAsync(() -> revocations().takeEffect(10));
        var second = CompletableFuture.supplyAsync(() -> other.takeEffect(10));

        assertThat(first.join() + second.join()).isEqualTo(1);
        assertThat(events()).containsExactly("ACTIVATED", "REVOCATION_NOTICED", "REVOKED");
    }

    @Test
    void tellsTheCenterOnceOfTheNoticeAndOnceOfItsEnd() {
        world.ledger().centers().register(LedgerWorld.CENTER, "示范中心", "370212", "admin");
        notice(inAWeek());
        assertThat(world.ledger().notices().tell(10)).isEqualTo(1);
        assertThat(world.ledger().notices().tell(10)).isZero();
        letNoticesRunOut();
        revocations().takeEffect(10);
        assertThat(world.ledger().notices().tell(10)).isEqualTo(1);

        assertThat(world.ledger().inboxes().after(LedgerWorld.CENTER, 0, 10, 1 << 20))
                .extracting(message -> message.seq() + " " + message.dataset() + " " + message.version() + " "
                        + new String(message.payload(), UTF_8).replaceAll(".*\"notice\":\"([a-z_]*)\".*", "$1"))
                .containsExactly("1 notice 1 agreement_revocation_noticed", "2 notice 2 agreement_revoked");
    }

    @Test
    void tellsTheCenterThatANoticeHasLapsedAndHasNoEffect() {
        world.ledger().centers().register(LedgerWorld.CENTER, "示范中心", "370212", "admin");
        notice(inAWeek());
        world.ledger().notices().tell(10);
        world.activate(LedgerWorld.AGREEMENT, 2);
        letNoticesRunOut();
        revocations().takeEffect(10);

        assertThat(world.ledger().notices().tell(10)).isEqualTo(1);
        assertThat(world.ledger().notices().tell(10)).isZero();

        byte[] told = world.ledger()
                .inboxes()
                .after(LedgerWorld.CENTER, 1, 10, 1 << 20)
                .get(0)
                .payload();
        assertThat(new String(told, UTF_8))
                .contains("\"notice\":\"agreement_revocation_lapsed\"")
                .contains("\"effect\":\"none\"");
    }

    private static Ledger secondGateway() {
        return new Ledger(world.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves());
    }

    /** Two gateways send as fast as they can; the officer repeats the call until it says that nothing is being sent any more. */
    @Test
    void nothingLeavesOnceItIsAcknowledgedWith500QueuedAndTwoGateways() {
        List<UUID> queued = new ArrayList<>();
        for (int i = 0; i < QUEUED; i++) {
            queued.add(world.prepared("r" + i, 1));
        }
        AtomicBoolean acknowledged = new AtomicBoolean();
        List<UUID> sent = Collections.synchronizedList(new ArrayList<>());
        List<UUID> late = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Void> revoked = new CompletableFuture<>();
        List<CompletableFuture<Void>> gateways = new ArrayList<>();
        for (Ledger gateway : List.of(world.ledger(), secondGateway())) {
            gateways.add(CompletableFuture.runAsync(() -> {
                for (int from = 0; from < QUEUED; from += 5) {
                    if (from == QUEUED - LAST) {
                        revoked.join();
                    }
                    deliver(gateway, queued.subList(from, from + 5), acknowledged, sent, late);
                }
            }));
        }
        Awaitility.await().until(() -> sent.size() > 20);

        revocations().revoke(newest(), new Order(null, false, "officer", "breach"));
        revoked.complete(null);
        Awaitility.await().until(() -> world.ledger().agreements().sending(LedgerWorld.AGREEMENT) == 0);
        acknowledged.set(true);
        gateways.forEach(CompletableFuture::join);

        assertThat(late).isEmpty();
        assertThat(sent).doesNotHaveDuplicates().hasSizeLessThan(QUEUED);
        assertThat(queued).allSatisfy(id -> assertThat(world.state(id))
                .isEqualTo(sent.contains(id) ? TransferState.STORED : TransferState.PENDING));
        prepareAnewAndDeny(queued.stream().filter(id -> !sent.contains(id)).toList());
        assertThat(world.leaves("void"))
                .as("no statement is left that says what never left")
                .isEqualTo(QUEUED - sent.size());
    }

    private static void prepareAnewAndDeny(List<UUID> transfers) {
        for (UUID transfer : transfers) {
            world.commit(world.stopped(world.claimedAgain(transfer), TransferState.DENIED, ReasonCode.REVOKED));
            assertThat(world.state(transfer)).isEqualTo(TransferState.DENIED);
            assertThat(world.reason(transfer)).isEqualTo("REVOKED");
        }
    }

    private static void deliver(
            Ledger gateway, List<UUID> hint, AtomicBoolean acknowledged, List<UUID> sent, List<UUID> late) {
        List<ClaimedTransfer> claimed =
                gateway.deliveries().claim(LedgerWorld.PLATFORM, hint, 10, LedgerWorld.CALLS).stream()
                        .flatMap(List::stream)
                        .toList();
        for (ClaimedTransfer transfer : claimed) {
            sent.add(transfer.id());
            if (acknowledged.get()) {
                late.add(transfer.id());
            }
        }
        gateway.transaction().execute(status -> gateway.settlements()
                .settle(claimed.stream().map(LedgerWorld::receivedBy).toList()));
    }

    @Test
    void aVersionThatIsReplacedWhile500AreReadyLeavesThemVoidedAndPreparedAnew() {
        List<UUID> queued = new ArrayList<>();
        for (int i = 0; i < QUEUED; i++) {
            queued.add(world.prepared("r" + i, 1));
        }
        world.activate(LedgerWorld.AGREEMENT, 2);
        assertThat(world.claim(queued.toArray(UUID[]::new))).isEmpty();
        assertThat(world.leaves("void")).isZero();

        for (UUID transfer : queued) {
            PreparedTransfer again = world.ready(world.claimedAgain(transfer));
            world.commit(again);
        }

        assertThat(world.leaves("void")).isEqualTo(QUEUED);
        assertThat(world.leaves("transfer")).isEqualTo(2 * QUEUED);
        assertThat(world.jdbc()
                        .queryForList(
                                "SELECT convert_from(leaf, 'UTF8')::jsonb ->> 'reason' FROM log_leaf WHERE type = 'void'",
                                String.class))
                .containsOnly("AGREEMENT_CHANGED");
    }

    @Test
    void aStatementThatWasNeverMadeIsNotVoided() {
        UUID transfer =
                world.committed(world.stopped(world.claimed("r1", 1), TransferState.PENDING, ReasonCode.REPLAYED));
        world.commit(world.ready(world.claimedAgain(transfer)));

        assertThat(world.leaves("void")).isZero();
    }

    @Test
    void whatMayHaveArrivedIsParkedWhenPermissionEndsBeforeItIsSentAgain() {
        UUID transfer = mayHaveArrived("r1");
        world.jdbc().update("UPDATE agreement SET valid_until = now()");

        assertThat(world.claim(transfer)).isEmpty();

        assertThat(world.state(transfer)).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(transfer)).isEqualTo("EXPIRED");
    }

    @Test
    void whatMayHaveArrivedIsParkedWhenItsAgreementIsRevokedAndNotSentByAReplay() {
        UUID transfer = mayHaveArrived("r1");
        revocations().revoke(newest(), new Order(null, false, "officer", "breach"));
        assertThat(world.claim(transfer)).isEmpty();
        assertThat(world.state(transfer)).isEqualTo(TransferState.PARKED);

        world.jdbc().update("UPDATE transfer SET state = 'READY' WHERE id = ?", transfer);
        assertThat(world.claim(transfer)).isEmpty();

        assertThat(world.state(transfer)).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(transfer)).isEqualTo("REVOKED");
    }

    private static UUID mayHaveArrived(String record) {
        ClaimedTransfer sent = world.sending(record, 1);
        world.settle(LedgerWorld.unknown(sent));
        world.ledger().sweep().resolveUnknown(LedgerWorld.PLATFORM, true, 12, 10);
        assertThat(world.state(sent.id())).isEqualTo(TransferState.READY);
        return sent.id();
    }

    @Test
    void case8AReceiptAfterARevocationIsTakenAndMarked() {
        ClaimedTransfer sent = world.sending("r1", 1);
        revocations().revoke(newest(), new Order(null, false, "officer", "breach"));
        assertThat(world.ledger().agreements().sending(LedgerWorld.AGREEMENT)).isEqualTo(1);

        assertThat(world.settle(LedgerWorld.receivedBy(sent))).containsExactly(true);

        assertThat(world.state(sent.id())).isEqualTo(TransferState.STORED);
        assertThat(world.reason(sent.id())).isEqualTo("REVOKED_POST");
        assertThat(world.rows("receipt")).isEqualTo(1);
        assertThat(world.ledger().agreements().sending(LedgerWorld.AGREEMENT)).isZero();
    }

    @Test
    void case8AReceiptThatIsCalledBackAfterARevocationIsTakenAndMarked() {
        ClaimedTransfer lost = world.sending("r1", 1);
        world.letLeasesEnd();
        world.ledger().sweep().endLostLeases(10);
        revocations().revoke(newest(), new Order(null, false, "officer", "breach"));

        assertThat(world.settle(LedgerWorld.receivedBy(lost))).containsExactly(true);

        assertThat(world.state(lost.id())).isEqualTo(TransferState.STORED);
        assertThat(world.reason(lost.id())).isEqualTo("REVOKED_POST");
    }
}
