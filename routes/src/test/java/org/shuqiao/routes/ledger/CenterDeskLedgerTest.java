package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.CenterDeskLedger.Newest;
import org.shuqiao.routes.ledger.CenterDeskLedger.Trouble;

class CenterDeskLedgerTest {
    private static final int MOST = 100;

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static CenterDeskLedger desk() {
        return world.ledger().centerDesk(Duration.ofSeconds(10));
    }

    private static Instant yesterday() {
        return Instant.now().minus(Duration.ofDays(1));
    }

    private static void denied(String recordId, ReasonCode reason) {
        denied(recordId, reason, 1);
    }

    private static void denied(String recordId, ReasonCode reason, long version) {
        world.commit(world.stopped(world.claimed(recordId, version), TransferState.DENIED, reason));
    }

    private static void someOfEach() {
        world.settle(LedgerWorld.ended(world.sending("parked", 1), TransferState.PARKED));
        world.commit(world.quarantined(world.claimed("suspected", 1), "payload"));
        world.settle(LedgerWorld.ended(world.sending("rejected", 1), TransferState.REJECTED));
        world.settle(LedgerWorld.receivedBy(world.sending("stored", 1)));
        denied("expired", ReasonCode.EXPIRED);
        denied("no agreement", ReasonCode.NO_AGREEMENT);
        denied("other way", ReasonCode.DIRECTION);
        denied("other dataset", ReasonCode.DATASET);
        denied("suspended", ReasonCode.SUSPENDED);
    }

    @Test
    void showsFirstWhatSomebodyCanActOnAndNothingThatNoAgreementCovers() {
        someOfEach();

        List<Trouble> troubles = desk().troubles(LedgerWorld.CENTER, yesterday(), MOST, MOST);

        assertThat(troubles)
                .extracting(Trouble::recordId)
                .containsExactly("parked", "suspected", "rejected", "suspended", "expired");
        assertThat(desk().troubles(LedgerWorld.CENTER, yesterday(), MOST, 2))
                .extracting(Trouble::recordId)
                .containsExactly("parked", "suspected");
    }

    @Test
    void neitherShowsNorCountsWhatANewerVersionHasCorrected() {
        denied("corrected", ReasonCode.EXPIRED);
        denied("open", ReasonCode.EXPIRED);
        world.settle(LedgerWorld.receivedBy(world.sending("corrected", 2)));

        List<Trouble> troubles = desk().troubles(LedgerWorld.CENTER, yesterday(), MOST, MOST);
        Newest newest = desk().newest(LedgerWorld.CENTER, yesterday(), MOST);
        List<SubmissionView> listed = world.ledger()
                .progress(MOST, Duration.ofSeconds(10))
                .page(new ProgressLedger.Asked(LedgerWorld.CENTER, Progress.STOPPED, null, null), null, MOST)
                .submissions();

        assertThat(troubles).extracting(Trouble::recordId).containsExactly("open");
        assertThat(newest.of(Progress.STOPPED)).isEqualTo(1);
        assertThat(newest.of(Progress.ARRIVED)).isEqualTo(1);
        assertThat(newest.all()).isEqualTo(3);
        assertThat(listed).extracting(SubmissionView::recordId).containsExactly("open");
    }

    @Test
    void stillShowsWhatStoppedAsTheNewestVersion() {
        world.settle(LedgerWorld.receivedBy(world.sending("record", 1)));
        denied("record", ReasonCode.EXPIRED, 2);

        assertThat(desk().troubles(LedgerWorld.CENTER, yesterday(), MOST, MOST)).hasSize(1);
        assertThat(desk().newest(LedgerWorld.CENTER, yesterday(), MOST).of(Progress.STOPPED))
                .isEqualTo(1);
    }

    @Test
    void countsApartWhatNoAgreementCovers() {
        someOfEach();

        Newest newest = desk().newest(LedgerWorld.CENTER, yesterday(), MOST);

        assertThat(newest.of(Progress.STOPPED)).isEqualTo(5);
        assertThat(newest.of(Progress.UNCOVERED)).isEqualTo(3);
        assertThat(newest.of(Progress.ARRIVED)).isEqualTo(1);
        assertThat(newest.of(Progress.UNDER_WAY)).isZero();
        assertThat(newest.all()).isEqualTo(9);
    }
}
