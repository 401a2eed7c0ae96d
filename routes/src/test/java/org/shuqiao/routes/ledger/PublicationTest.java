package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import tools.jackson.databind.json.JsonMapper;

/** What leaves with a consent leaves only while it lasts, and comes back when it ends. */
class PublicationTest {
    private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");
    private static final String OWNER = "91500000MA5U00169L";

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private Visitors visitors;
    private ConsentLedger consents;

    @BeforeEach
    void consents() {
        visitors = new Visitors(world);
        consents = world.ledger().consents();
        assertThat(consents.record(
                        LedgerWorld.CENTER,
                        new Consent("c1", OWNER, LedgerWorld.DATASET, null, Instant.EPOCH, FAR, null),
                        "key-1"))
                .isTrue();
    }

    private UUID ready(String item, long version, Instant from, Instant until) {
        PreparedTransfer plain = world.ready(world.claimed(item, version));
        return world.committed(new PreparedTransfer(
                plain.id(),
                plain.preparation(),
                plain.platform(),
                plain.state(),
                plain.reason(),
                plain.agreement(),
                plain.agreementVersion(),
                plain.decision(),
                plain.content(),
                null,
                new Publication("c1", from, until)));
    }

    private UUID stored(String item, long version) {
        UUID transfer = ready(item, version, null, FAR);
        world.settle(LedgerWorld.receivedBy(world.sending(transfer)));
        return transfer;
    }

    private List<TakeDownLedger.Ended> takeDown() {
        List<TakeDownLedger.Ended> ended = new ArrayList<>();
        world.ledger().takeDowns().takeDown(100, List.of(LedgerWorld.PLATFORM), one -> {
            ended.add(one);
            return visitors.submission(
                    "take_down",
                    one.transfer().toString(),
                    1,
                    JsonMapper.shared().createObjectNode());
        });
        return ended;
    }

    @Test
    void waitsForItsWindow() {
        UUID item = ready("i1", 1, Instant.now().plus(Duration.ofDays(1)), FAR);

        assertThat(world.claim(item)).isEmpty();
        assertThat(world.state(item)).isEqualTo(TransferState.READY);
        world.jdbc().update("UPDATE transfer SET due_at = now() WHERE id = ?", item);
        assertThat(world.claim(item)).hasSize(1);
    }

    @Test
    void doesNotLeaveOnceItsConsentIsWithdrawn() {
        UUID due = ready("i1", 1, null, FAR);
        UUID waiting = ready("i2", 1, Instant.now().plus(Duration.ofDays(1)), FAR);

        assertThat(consents.withdraw(LedgerWorld.CENTER, "c1", "key-1")).isTrue();

        assertThat(world.claim(due)).isEmpty();
        assertThat(List.of(world.state(due), world.state(waiting))).containsOnly(TransferState.DENIED);
        assertThat(world.reason(due)).isEqualTo("CONSENT_WITHDRAWN");
        assertThat(world.leaves("void")).isEqualTo(2);
        assertThat(consents.withdraw(LedgerWorld.CENTER, "c1", "key-1")).isFalse();
    }

    @Test
    void doesNotLeaveAfterItsWindow() {
        UUID item = ready("i1", 1, null, Instant.now().minusSeconds(1));

        assertThat(world.claim(item)).isEmpty();
        assertThat(world.reason(item)).isEqualTo("PUBLISH_WINDOW");
        assertThat(world.leaves("void")).isEqualTo(1);
    }

    @Test
    void doesNotLeaveWithAConsentThatHasEnded() {
        UUID item = ready("i1", 1, null, FAR);
        world.jdbc().update("UPDATE consent SET valid_until = now() - interval '1 second'");

        assertThat(world.claim(item)).isEmpty();
        assertThat(world.reason(item)).isEqualTo("CONSENT");
    }

    @Test
    void isTakenDownOnceWhenItsConsentIsWithdrawn() {
        UUID item = stored("i1", 1);
        assertThat(takeDown()).isEmpty();

        consents.withdraw(LedgerWorld.CENTER, "c1", "key-1");

        assertThat(takeDown()).singleElement().satisfies(ended -> {
            assertThat(ended.transfer()).isEqualTo(item);
            assertThat(ended.reason()).isEqualTo("consent_withdrawn");
            assertThat(ended.region()).isEqualTo("370212");
        });
        assertThat(takeDown()).isEmpty();
    }

    @Test
    void isTakenDownWhenItsWindowEnds() {
        stored("i1", 1);
        world.jdbc().update("UPDATE publication SET shown_until = now()");

        assertThat(takeDown()).extracting(TakeDownLedger.Ended::reason).containsExactly("window_ended");
    }

    @Test
    void isTakenDownByItsNewestVersion() {
        UUID first = stored("i1", 1);
        world.jdbc().update("UPDATE publication SET shown_until = now()");
        UUID second = stored("i1", 2);
        assertThat(takeDown()).as("version 2 stands where version 1 stood").isEmpty();

        consents.withdraw(LedgerWorld.CENTER, "c1", "key-1");

        assertThat(takeDown()).extracting(TakeDownLedger.Ended::transfer).containsExactly(second);
        assertThat(world.jdbc()
                        .queryForObject(
                                "SELECT count(*)::int FROM publication WHERE taken_down_by IS NOT NULL AND transfer IN (?, ?)",
                                Integer.class,
                                first,
                                second))
                .isEqualTo(2);
    }

    @Test
    void isWithdrawnWhenThePlatformHasStoredItsTakeDown() {
        UUID item = stored("i1", 1);
        consents.withdraw(LedgerWorld.CENTER, "c1", "key-1");
        takeDown();
        assertThat(world.ledger().takeDowns().withdrawTakenDown()).isZero();

        UUID submission = world.jdbc().queryForObject("SELECT taken_down_by FROM publication", UUID.class);
        UUID takeDown = world.committed(world.ready(world.claimed(submission)));
        world.settle(LedgerWorld.receivedBy(world.sending(takeDown)));

        assertThat(world.ledger().takeDowns().withdrawTakenDown()).isEqualTo(1);
        assertThat(world.state(item)).isEqualTo(TransferState.WITHDRAWN);
        assertThat(world.ledger().takeDowns().withdrawTakenDown()).isZero();
    }

    @Test
    void isTiedToItsConsentNoMoreWhenItIsPreparedAnewUnderAnAgreementThatDemandsNone() {
        UUID queued = ready("i1", 1, null, FAR);
        UUID mayHaveArrived = ready("i2", 1, null, FAR);
        world.jdbc().update("UPDATE transfer SET may_have_arrived = true WHERE id = ?", mayHaveArrived);
        world.activate(LedgerWorld.AGREEMENT, 2);
        assertThat(world.claim(queued, mayHaveArrived)).isEmpty();
        world.commit(world.ready(world.claimedAgain(queued)));

        consents.withdraw(LedgerWorld.CENTER, "c1", "key-1");

        assertThat(world.state(queued)).isEqualTo(TransferState.READY);
        assertThat(world.state(mayHaveArrived)).isEqualTo(TransferState.PARKED);
    }

    @Test
    void aConsentHasOneMeaning() {
        assertThat(consents.record(
                        LedgerWorld.CENTER, new Consent("c1", OWNER, "demand", "x", Instant.EPOCH, FAR, null), "key-1"))
                .isFalse();
        assertThat(consents.all(LedgerWorld.CENTER, "", 10))
                .extracting(Consent::dataset)
                .containsExactly(LedgerWorld.DATASET);
    }
}
