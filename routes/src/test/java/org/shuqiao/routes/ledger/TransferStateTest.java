package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.LedgerWorld.StateChange;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;

/** {@link LedgerWorld} holds every change of state that is made here to the table of legal exits. */
class TransferStateTest {
    private static final int STEPS = 250;
    private static final int LOOK_EVERY = 5;
    private static final int RECORDS = 8;

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void isFinalWhereNothingLeadsOut() {
        assertThat(EnumSet.allOf(TransferState.class).stream().filter(TransferState::isFinal))
                .containsExactly(
                        TransferState.DENIED,
                        TransferState.WITHHELD,
                        TransferState.EXPIRED,
                        TransferState.SUPERSEDED,
                        TransferState.REJECTED,
                        TransferState.ABANDONED,
                        TransferState.WITHDRAWN);
    }

    @Test
    void agreesWithTheDatabaseOnItsNames() {
        String check = world.jdbc()
                .queryForObject(
                        """
                SELECT pg_get_constraintdef(oid) FROM pg_constraint
                WHERE conrelid = 'transfer'::regclass AND contype = 'c'
                """,
                        String.class);

        for (TransferState state : TransferState.values()) {
            assertThat(check).contains("'" + state + "'");
        }
        assertThat(check.split("::text").length - 1).isGreaterThanOrEqualTo(TransferState.values().length);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void isKeptWhateverHappensInWhateverOrder(long seed) {
        Walk walk = new Walk(new Random(seed));
        for (int step = 0; step < STEPS; step++) {
            walk.step();
            if (step % LOOK_EVERY == 0) {
                assertOneAtATimeInEachLane();
            }
        }
        assertLogged();
        assertThat(world.stateChanges())
                .as("the walk met much of what can happen")
                .hasSizeGreaterThan(12)
                .contains(new StateChange(TransferState.PENDING, TransferState.READY));
    }

    private static void assertOneAtATimeInEachLane() {
        assertThat(world.jdbc()
                        .queryForObject(
                                """
                                SELECT count(*)::int FROM (
                                    SELECT 1 FROM transfer WHERE state IN ('SENDING', 'UNKNOWN') GROUP BY lane
                                        HAVING count(*) > 1
                                    UNION ALL
                                    SELECT 1 FROM transfer WHERE state = 'READY' GROUP BY lane HAVING count(*) > 1
                                    UNION ALL
                                    SELECT 1 FROM transfer t JOIN lane l ON l.key = t.lane
                                        WHERE t.state = 'READY' AND t.version < l.newest_version) AS broken
                                """,
                                Integer.class))
                .isZero();
    }

    private static void assertLogged() {
        assertThat(world.jdbc()
                        .queryForObject(
                                """
                                SELECT count(*)::int FROM transfer t
                                WHERE (t.state IN ('READY', 'SENDING', 'UNKNOWN', 'STORED', 'REJECTED', 'PARKED') OR t.sends > 0)
                                  AND NOT EXISTS (SELECT 1 FROM log_leaf f WHERE f.subject = t.id)
                                """,
                                Integer.class))
                .isZero();
    }

    /** Things that centers, gateways, platforms, officers and operators do, drawn by lot. */
    private static final class Walk {
        private final Random random;
        private final Map<String, Long> versions = new HashMap<>();
        private final List<Preparation> claims = new ArrayList<>();
        private final List<ClaimedTransfer> sending = new ArrayList<>();
        private int agreementVersion = 1;

        Walk(Random random) {
            this.random = random;
        }

        void step() {
            switch (random.nextInt(16)) {
                case 0, 1 -> submit();
                case 2 -> claims.addAll(world.ledger().preparations().claimSubmissions(ids("submission")));
                case 3 -> claims.addAll(world.ledger().preparations().claimPendingTransfers(ids("transfer")));
                case 4, 5 -> some(this::prepare);
                case 6, 7 -> deliver();
                case 8, 9 -> some(this::settle);
                case 10 -> sweep();
                case 11 -> agreement();
                case 12 -> people();
                case 13 -> ask();
                case 14 -> some(this::receipt);
                default -> time();
            }
        }

        private void some(Runnable what) {
            for (int times = random.nextInt(4); times >= 0; times--) {
                what.run();
            }
        }

        private void submit() {
            String record = "r" + random.nextInt(RECORDS);
            long version = versions.merge(record, 1L, Long::sum);
            world.stored(record, version);
        }

        private List<UUID> ids(String table) {
            return world.jdbc().queryForList("SELECT id FROM " + table, UUID.class);
        }

        /** Commits claims in any order, now and then one for the second time. */
        private void prepare() {
            if (claims.isEmpty()) {
                return;
            }
            int index = random.nextInt(claims.size());
            Preparation claim = random.nextInt(5) == 0 ? claims.get(index) : claims.remove(index);
            PreparedTransfer verdict =
                    switch (random.nextInt(6)) {
                        case 0 -> world.stopped(claim, TransferState.DENIED, ReasonCode.DATASET);
                        case 1 -> world.stopped(claim, TransferState.WAITING, ReasonCode.SUSPENDED);
                        case 2 -> world.quarantined(claim, "payload");
                        default -> world.ready(claim);
                    };
            world.commit(new PreparedTransfer(
                    verdict.id(),
                    claim,
                    verdict.platform(),
                    verdict.state(),
                    verdict.reason(),
                    LedgerWorld.AGREEMENT,
                    agreementVersion,
                    verdict.decision(),
                    verdict.content(),
                    verdict.residue(),
                    null));
        }

        private void deliver() {
            sending.addAll(world.claim(ids("transfer").toArray(UUID[]::new)));
        }

        private void settle() {
            if (sending.isEmpty()) {
                return;
            }
            int index = random.nextInt(sending.size());
            ClaimedTransfer sent = random.nextInt(5) == 0 ? sending.get(index) : sending.remove(index);
            world.settle(
                    switch (random.nextInt(6)) {
                        case 0 -> LedgerWorld.receivedBy(sent);
                        case 1 -> LedgerWorld.unknown(sent);
                        case 2 -> LedgerWorld.ended(sent, TransferState.PARKED);
                        case 3 -> LedgerWorld.ended(sent, TransferState.REJECTED);
                        case 4 -> LedgerWorld.ended(sent, TransferState.ACCEPTED);
                        default -> LedgerWorld.sendAgain(sent, Duration.ZERO);
                    });
        }

        private void sweep() {
            SweepLedger sweep = world.ledger().sweep();
            sweep.dueSubmissions(10);
            sweep.duePendingTransfers(10);
            sweep.dueReadyTransfers(LedgerWorld.PLATFORM, 10);
            sweep.endLostLeases(10);
            sweep.resolveUnknown(LedgerWorld.PLATFORM, random.nextBoolean(), 3, 10);
        }

        private void ask() {
            AskLedger asks = world.ledger().asks();
            List<Finding> findings = new ArrayList<>();
            for (AskedTransfer asked : asks.claim(LedgerWorld.PLATFORM, 10)) {
                findings.add(
                        switch (random.nextInt(4)) {
                            case 0 -> new Finding.NotFound(asked);
                            case 1 -> new Finding.Received(asked, List.of(receiptOf("STORED")), Duration.ZERO);
                            case 2 -> new Finding.Unanswered(asked, asked.state(), Duration.ZERO);
                            default ->
                                new Finding.Unanswered(
                                        asked,
                                        asked.state() == TransferState.UNKNOWN ? TransferState.PARKED : asked.state(),
                                        Duration.ZERO);
                        });
            }
            world.inTransaction(ledger -> {
                ledger.asks().settle(findings, 3);
                return true;
            });
        }

        private void receipt() {
            List<UUID> transfers = ids("transfer");
            if (!transfers.isEmpty()) {
                String stage = List.of("ACCEPTED", "STORED", "REJECTED").get(random.nextInt(3));
                UUID transfer = transfers.get(random.nextInt(transfers.size()));
                world.inTransaction(ledger -> ledger.receipts()
                        .settle(List.of(new ReceiptLedger.Arrived(transfer, receiptOf(stage), Duration.ZERO))));
            }
        }

        private static VerifiedReceipt receiptOf(String stage) {
            return new VerifiedReceipt(
                    "R-" + stage, stage, new byte[] {1}, new byte[] {2}, "user", new byte[] {3}, null);
        }

        private void agreement() {
            AgreementLedger agreements = world.ledger().agreements();
            if (random.nextInt(4) == 0) {
                agreementVersion++;
                world.activate(LedgerWorld.AGREEMENT, agreementVersion);
                return;
            }
            boolean resumed = agreements
                    .change(LedgerWorld.AGREEMENT, AgreementState.SUSPENDED, AgreementState.ACTIVE, "officer", "")
                    .isPresent();
            if (!resumed) {
                agreements.change(
                        LedgerWorld.AGREEMENT, AgreementState.ACTIVE, AgreementState.SUSPENDED, "officer", "");
            }
        }

        private void people() {
            OperatorLedger operations = world.ledger().operations();
            for (UUID transfer : ids("transfer")) {
                if (random.nextInt(3) == 0) {
                    QuarantineLedger.Decision[] decisions = QuarantineLedger.Decision.values();
                    world.ledger()
                            .quarantine(platform -> false)
                            .judge(
                                    transfer,
                                    decisions[random.nextInt(decisions.length)],
                                    QuarantineLedger.Looked.ANYHOW,
                                    "officer",
                                    "");
                    operations.replay(transfer, "operator");
                } else if (random.nextInt(8) == 0) {
                    operations.abandon(transfer, "", "operator");
                }
            }
            for (UUID submission : ids("submission")) {
                if (random.nextInt(20) == 0) {
                    world.ledger().cancellations().cancel(submission, LedgerWorld.CENTER, "center");
                }
            }
            operations.resume(LedgerWorld.PLATFORM, "operator");
        }

        private void time() {
            world.letCircuitRestEnd();
            world.letRestsEnd();
            if (random.nextInt(4) == 0) {
                world.ledger().quarantineAge().end(Duration.ZERO, 1);
            }
            if (random.nextBoolean()) {
                world.letLeasesEnd();
            }
        }
    }
}
