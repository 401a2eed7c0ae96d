package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.FigureLedger.Open;

class FigureLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static FigureLedger figures() {
        return world.ledger().figures(Duration.ofSeconds(5));
    }

    @Test
    void countsWhatIsOpenByPlatformStateAndReason() {
        world.prepared("r1", 1);
        world.prepared("r2", 1);
        world.settle(LedgerWorld.unknown(world.sending("r3", 1)));
        world.settle(LedgerWorld.ended(world.sending("r4", 1), TransferState.PARKED));
        world.settle(LedgerWorld.ended(world.sending("r5", 1), TransferState.ACCEPTED));
        world.settle(LedgerWorld.receivedBy(world.sending("r6", 1)));
        world.commit(world.stopped(world.claimed("r7", 1), TransferState.DENIED, ReasonCode.DATASET));
        world.commit(world.stopped(world.claimed("r8", 1), TransferState.WAITING, ReasonCode.SUSPENDED));
        world.commit(world.quarantined(world.claimed("r9", 1), "payload"));
        world.sending("r10", 1);

        assertThat(figures().open(Duration.ofMinutes(15)))
                .extracting(open -> open.platform() + " " + open.state() + " " + open.reason() + " " + open.transfers())
                .containsExactly(
                        "qingdao ACCEPTED PLATFORM_REJECT 1",
                        "qingdao PARKED PLATFORM_REJECT 1",
                        "qingdao QUARANTINED RESIDUE 1",
                        "qingdao READY  2",
                        "qingdao SENDING  1",
                        "qingdao UNKNOWN NO_ANSWER 1",
                        "qingdao WAITING SUSPENDED 1");
    }

    @Test
    void saysWhatHasWaitedForTooLong() {
        world.prepared("r1", 1);
        world.prepared("r2", 1);
        world.jdbc().update("UPDATE transfer SET changed_at = now() - interval '20 minutes' WHERE record_id = 'r1'");

        assertThat(figures().open(Duration.ofMinutes(15)))
                .singleElement()
                .extracting(Open::transfers, Open::overdue)
                .containsExactly(2L, 1L);
    }

    @Test
    void countsWhatIsNotPreparedAndNotInTheTree() {
        assertThat(figures().submissions().since()).isNull();
        world.stored("r1", 1);
        world.prepared("r2", 1);

        assertThat(figures().submissions().count()).isEqualTo(1);
        assertThat(figures().submissions().since()).isNotNull();
        assertThat(figures().leaves()).isEqualTo(world.rows("log_leaf"));
        assertThat(figures().unread()).isEqualTo(new FigureLedger.Unread(0, 0, null));
    }
}
