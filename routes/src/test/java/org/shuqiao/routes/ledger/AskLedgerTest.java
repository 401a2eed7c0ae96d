package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.mappings.platforms.ReviewChain;
import org.shuqiao.mappings.platforms.ReviewChain.Body;
import org.shuqiao.mappings.platforms.ReviewChain.Role;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;

class AskLedgerTest {
    private static final int SENDS_ALLOWED = 12;

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void takesWhatIsUnknownOrAcceptedAndDueOnce() {
        UUID unknown = unknown("r1", 1);
        UUID accepted = accepted("r2");
        world.prepared("r3", 1);
        world.sending("r4", 1);
        world.letRestsEnd();

        List<AskedTransfer> asked = claim();

        assertThat(asked)
                .extracting(AskedTransfer::id, AskedTransfer::state, AskedTransfer::asks)
                .containsExactlyInAnyOrder(
                        tuple(unknown, TransferState.UNKNOWN, 1), tuple(accepted, TransferState.ACCEPTED, 1));
        assertThat(asked).allSatisfy(one -> assertThat(new String(one.statement(), StandardCharsets.US_ASCII))
                .contains(one.id().toString()));
        assertThat(claim()).isEmpty();
    }

    @Test
    void twoGatewaysNeverAskForTheSame() {
        for (int i = 0; i < 40; i++) {
            unknown("r" + i, 1);
        }
        world.letRestsEnd();
        List<CompletableFuture<List<AskedTransfer>>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(LedgerWorld.atOnce(() -> world.ledger().asks().claim(LedgerWorld.PLATFORM, 30)));
        }

        List<UUID> asked = both.stream()
                .flatMap(claim -> claim.join().stream())
                .map(AskedTransfer::id)
                .toList();

        assertThat(asked).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
    }

    @Test
    void asksAgainWhereAGatewayDiedWhileItAsked() {
        UUID unknown = unknown("r1", 1);
        world.letRestsEnd();
        claim();

        world.letRestsEnd();

        assertThat(claim()).singleElement().satisfies(again -> {
            assertThat(again.id()).isEqualTo(unknown);
            assertThat(again.asks()).isEqualTo(2);
        });
    }

    @Test
    void asksNothingOfAPlatformThatRests() {
        unknown("r1", 1);
        world.letRestsEnd();
        world.jdbc().update("UPDATE platform SET circuit_open_until = now() + interval '1 minute'");
        assertThat(claim()).isEmpty();

        world.jdbc().update("UPDATE platform SET circuit_open_until = NULL, paused = true");
        assertThat(claim()).isEmpty();
    }

    @Test
    void sendsAgainWhatWasNotFound() {
        AskedTransfer asked = asked("r1");

        settle(new Finding.NotFound(asked));

        assertThat(world.state(asked.id())).isEqualTo(TransferState.READY);
        assertThat(flag(asked.id(), "may_have_arrived")).isFalse();
        assertThat(world.sending(asked.id())).satisfies(again -> {
            assertThat(again.attempt()).isEqualTo(2);
            assertThat(again.sends()).isEqualTo(2);
        });
    }

    @Test
    void parksWhatWasNotFoundAndWasSentOftenEnough() {
        AskedTransfer asked = asked("r1");

        settle(1, new Finding.NotFound(asked));

        assertThat(world.state(asked.id())).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(asked.id())).isEqualTo("BUDGET_SPENT");
    }

    @Test
    void letsANewerVersionReplaceWhatWasNotFound() {
        AskedTransfer asked = asked("r1");
        UUID newer = world.prepared("r1", 2);
        assertThat(world.claim(newer)).as("blocked by the one that is unknown").isEmpty();

        settle(new Finding.NotFound(asked));

        assertThat(world.state(asked.id())).isEqualTo(TransferState.SUPERSEDED);
        assertThat(world.claim(newer)).hasSize(1);
    }

    @Test
    void anAnswerAboutAnEarlierAttemptIsWorthNothing() {
        AskedTransfer asked = asked("r1");
        settle(new Finding.NotFound(asked));
        ClaimedTransfer again = world.sending(asked.id());
        world.settle(LedgerWorld.unknown(again));

        settle(new Finding.NotFound(asked));
        assertThat(world.state(asked.id())).isEqualTo(TransferState.UNKNOWN);

        settle(new Finding.Unanswered(asked, TransferState.PARKED, Duration.ZERO));
        assertThat(world.state(asked.id())).isEqualTo(TransferState.UNKNOWN);
    }

    @Test
    void settlesByTheFurthestOfSeveralReceipts() {
        AskedTransfer asked = asked("r1");

        settle(new Finding.Received(asked, List.of(receipt("ACCEPTED"), receipt("STORED")), Duration.ofMinutes(1)));

        assertThat(world.state(asked.id())).isEqualTo(TransferState.STORED);
        assertThat(world.reason(asked.id())).isEmpty();
        assertThat(world.rows("receipt")).isEqualTo(2);
    }

    @Test
    void anAcceptedOneRestsBeforeItIsAskedForAgain() {
        AskedTransfer asked = asked("r1");

        settle(new Finding.Received(asked, List.of(receipt("ACCEPTED")), Duration.ofMinutes(1)));
        assertThat(world.state(asked.id())).isEqualTo(TransferState.ACCEPTED);
        assertThat(claim()).isEmpty();

        world.letRestsEnd();
        AskedTransfer polled = claim().get(0);
        assertThat(polled.asks()).as("counted anew").isEqualTo(1);
        settle(new Finding.Unanswered(polled, TransferState.ACCEPTED, Duration.ofMinutes(1)));
        assertThat(claim()).isEmpty();
        assertThat(world.state(asked.id())).isEqualTo(TransferState.ACCEPTED);
    }

    @Test
    void whatIsNotAnsweredRestsAndIsParkedInTheEnd() {
        AskedTransfer asked = asked("r1");
        UUID newer = world.prepared("r1", 2);
        settle(new Finding.Unanswered(asked, TransferState.UNKNOWN, Duration.ofMinutes(1)));
        assertThat(world.state(asked.id())).isEqualTo(TransferState.UNKNOWN);
        assertThat(world.isAwake(asked.id())).isFalse();

        settle(new Finding.Unanswered(asked, TransferState.PARKED, Duration.ZERO));

        assertThat(world.state(asked.id())).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(asked.id())).isEqualTo("BUDGET_SPENT");
        assertThat(flag(asked.id(), "may_have_arrived")).isTrue();
        assertThat(world.claim(newer)).as("its lane is free").hasSize(1);
    }

    private static AskedTransfer asked(String recordId) {
        unknown(recordId, 1);
        world.letRestsEnd();
        return claim().get(0);
    }

    private static UUID unknown(String recordId, long version) {
        ClaimedTransfer sent = world.sending(recordId, version);
        world.settle(LedgerWorld.unknown(sent));
        return sent.id();
    }

    private static UUID accepted(String recordId) {
        ClaimedTransfer sent = world.sending(recordId, 1);
        world.settle(LedgerWorld.ended(sent, TransferState.ACCEPTED));
        return sent.id();
    }

    private static VerifiedReceipt receipt(String stage) {
        return new VerifiedReceipt(
                "R-" + stage, stage, new byte[] {1}, new byte[] {2}, "cq-capability", new byte[] {3}, null);
    }

    /** A body has passed it on: that is kept, and it is asked for again when its rest is over, not at once. */
    @Test
    void keepsWhatABodySaidOfWhatIsStillAcceptedAndLetsItRest() {
        UUID accepted = accepted("r1");
        world.letRestsEnd();
        AskedTransfer asked = claim().get(0);
        Review forwarded = new Review(
                new Body("district", "区县", "District", Role.RECEIVES), ReviewChain.Outcome.FORWARDED, List.of());

        settle(new Finding.Received(
                asked,
                List.of(new VerifiedReceipt(
                        "R1", "ACCEPTED", new byte[] {1}, new byte[] {2}, "cq-capability", new byte[] {3}, forwarded)),
                Duration.ofHours(1)));

        assertThat(world.state(accepted)).isEqualTo(TransferState.ACCEPTED);
        assertThat(world.rows("receipt")).isEqualTo(1);
        assertThat(claim()).isEmpty();
        world.letRestsEnd();
        assertThat(claim()).extracting(AskedTransfer::id).containsExactly(accepted);
    }

    private static List<AskedTransfer> claim() {
        return world.ledger().asks().claim(LedgerWorld.PLATFORM, 100);
    }

    private static void settle(Finding... findings) {
        settle(SENDS_ALLOWED, findings);
    }

    private static void settle(int sendsAllowed, Finding... findings) {
        world.inTransaction(ledger -> {
            ledger.asks().settle(List.of(findings), sendsAllowed);
            return true;
        });
    }

    private static boolean flag(UUID transfer, String column) {
        return world.jdbc().queryForObject("SELECT " + column + " FROM transfer WHERE id = ?", Boolean.class, transfer);
    }
}
