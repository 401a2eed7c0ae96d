package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import org.springframework.dao.CannotAcquireLockException;

/** Of those who wait for each other the database ends one, who then begins again. */
class AfterDeadlockTest {
    private static final String A1 = "SELECT 1 FROM agreement WHERE id = 'A1' FOR UPDATE";

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void twoActivationsThatWaitForEachOtherBothComeTrue() {
        countersigned("B1");
        countersigned("B2");
        CyclicBarrier bothHold = new CyclicBarrier(2);

        List.of(activation("B1", "B2", bothHold), activation("B2", "B1", bothHold))
                .forEach(CompletableFuture::join);

        assertThat(List.of(state("B1"), state("B2"))).containsOnly(AgreementState.ACTIVE);
        assertThat(world.rows("agreement_event WHERE event = 'ACTIVATED' AND agreement <> 'A1'"))
                .isEqualTo(2);
    }

    @Test
    void aWithdrawalOfConsentThatCollidesComesTrue() {
        UUID transfer = world.prepared("r1", 1);
        Consent consent = new Consent(
                "c1",
                "91500000MA5U00169L",
                LedgerWorld.DATASET,
                null,
                Instant.EPOCH,
                Instant.parse("2099-01-01T00:00:00Z"),
                null);
        world.ledger().centers().register(LedgerWorld.CENTER, "示范中心", "370212", "admin");
        world.ledger().consents().record(LedgerWorld.CENTER, consent, "key-1");
        world.jdbc()
                .update(
                        """
                        INSERT INTO publication (transfer, center, consent, lane, shown_until)
                        SELECT id, center, 'c1', lane, 'infinity' FROM transfer WHERE id = ?
                        """,
                        transfer);

        boolean withdrawn = collide(
                () -> world.ledger().consents().withdraw(LedgerWorld.CENTER, "c1", "key-1"),
                transfer,
                "SELECT 1 FROM consent WHERE id = 'c1' FOR UPDATE");

        assertThat(withdrawn).isTrue();
        assertThat(world.state(transfer)).isEqualTo(TransferState.DENIED);
    }

    @Test
    void aSuspensionThatCollidesComesTrue() {
        assertThat(collide(
                        () -> world.ledger().agreements().suspend(LedgerWorld.AGREEMENT, 1, "officer", "test"),
                        waitingForQuota(),
                        A1))
                .isTrue();

        assertThat(state(LedgerWorld.AGREEMENT)).isEqualTo(AgreementState.SUSPENDED);
    }

    @Test
    void aRevocationThatCollidesComesTrue() {
        StoredAgreement agreement =
                world.ledger().agreements().find(LedgerWorld.AGREEMENT, 1).orElseThrow();

        assertThat(collide(
                        () -> world.ledger()
                                .revocations()
                                .revoke(agreement, new RevocationLedger.Order(null, false, "officer", "test")),
                        waitingForQuota(),
                        A1))
                .isTrue();

        assertThat(state(LedgerWorld.AGREEMENT)).isEqualTo(AgreementState.REVOKED);
    }

    @Test
    void givesUpAfterThreeTimes() {
        assertThat(triesWhereNothingHelps()).isEqualTo(3);
    }

    @Test
    void whoeverBeganTheTransactionBeginsItAgain() {
        AtomicInteger tried = new AtomicInteger();

        world.ledger().transaction().executeWithoutResult(status -> {
            tried.set(triesWhereNothingHelps());
            status.setRollbackOnly();
        });

        assertThat(tried).hasValue(1);
    }

    private static int triesWhereNothingHelps() {
        AtomicInteger tried = new AtomicInteger();
        assertThatThrownBy(() -> AfterDeadlock.tryAgain(world.ledger().transaction(), () -> {
                    tried.incrementAndGet();
                    throw new CannotAcquireLockException("deadlock detected");
                }))
                .isInstanceOf(CannotAcquireLockException.class);
        return tried.get();
    }

    /** Its first look holds its own agreement and, once the other holds its own, waits for that. */
    private static CompletableFuture<Void> activation(String id, String other, CyclicBarrier bothHold) {
        AtomicInteger looks = new AtomicInteger();
        return LedgerWorld.atOnce(() -> {
            drafts().activate(id, 1, null, TwoOfficers.OTHER, stored -> {
                if (looks.incrementAndGet() == 1) {
                    meet(bothHold);
                    lock("SELECT 1 FROM agreement WHERE id = ? FOR UPDATE", other);
                }
                return null;
            });
            return null;
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Lets an act wait for a transfer that an activation holds, which then waits for what the act holds.
     *
     * @param held statement that locks what the act holds
     */
    private static <T> T collide(Supplier<T> act, UUID transfer, String held) {
        countersigned("B1");
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch holds = new CountDownLatch(1);
        CompletableFuture<Void> activation = LedgerWorld.atOnce(() -> {
            drafts().activate("B1", 1, null, TwoOfficers.OTHER, stored -> {
                if (looks.incrementAndGet() == 1) {
                    lock("SELECT 1 FROM transfer WHERE id = ? FOR UPDATE", transfer);
                    holds.countDown();
                    await().until(() -> world.waitingForLocks() > 0);
                    lock(held);
                }
                return null;
            });
            return null;
        });
        await().until(() -> holds.getCount() == 0);
        T done = LedgerWorld.atOnce(act).join();
        activation.join();
        assertThat(state("B1")).isEqualTo(AgreementState.ACTIVE);
        return done;
    }

    private static void lock(String sql, Object... arguments) {
        world.jdbc().query(sql, row -> {}, arguments);
    }

    private static UUID waitingForQuota() {
        UUID transfer = world.prepared("r1", 1);
        world.jdbc()
                .update(
                        "UPDATE transfer SET reason = 'QUOTA_DAY', due_at = now() + interval '1 day' WHERE id = ?",
                        transfer);
        return transfer;
    }

    /** With a platform of its own, so that it is locked by nothing else. */
    private static void countersigned(String id) {
        StoredAgreement like = LedgerWorld.agreement(id, 1);
        drafts().store(
                        new StoredAgreement(
                                id,
                                1,
                                AgreementState.COUNTERSIGNED,
                                like.center(),
                                "platform of " + id,
                                like.validFrom(),
                                like.validUntil(),
                                like.hash(),
                                like.document()),
                        null,
                        TwoOfficers.ONE);
    }

    private static DraftLedger drafts() {
        return world.ledger().drafts(TwoOfficers.MANY);
    }

    private static AgreementState state(String agreement) {
        return world.ledger().agreements().find(agreement, 1).orElseThrow().state();
    }
}
