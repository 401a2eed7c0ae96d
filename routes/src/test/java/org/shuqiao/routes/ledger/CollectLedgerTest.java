package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.CollectLedger.Aside;

class CollectLedgerTest {
    private static final Duration REMEMBERED = Duration.ofDays(90);
    private static final String PLATFORM = LedgerWorld.PLATFORM;

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static CollectLedger ledger() {
        return world.ledger().collected();
    }

    private static boolean take(String source, Refusal... refusals) {
        return ledger().take(
                        PLATFORM,
                        source,
                        List.of(refusals),
                        List.of(),
                        (sends, createdAt) -> sends < 3 ? Optional.of(Duration.ZERO) : Optional.empty());
    }

    private static UUID laidDown(String recordId) {
        ClaimedTransfer claimed = world.sending(recordId, 1);
        world.settle(LedgerWorld.unknown(claimed));
        return claimed.id();
    }

    private static Refusal again(UUID transfer) {
        return new Refusal(transfer, ReasonCode.PLATFORM_RETRY, true);
    }

    private static Refusal forGood(UUID transfer) {
        return new Refusal(transfer, ReasonCode.PLATFORM_SCHEMA, false);
    }

    @Test
    void oneGatewayCollectsUntilItsLeaseIsOver() {
        Ledger other = new Ledger(world.database().dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves());
        assertThat(ledger().claim(PLATFORM, REMEMBERED)).isTrue();
        assertThat(ledger().claim(PLATFORM, REMEMBERED)).isTrue();
        assertThat(other.collected().claim(PLATFORM, REMEMBERED)).isFalse();
        world.jdbc().update("UPDATE collecting SET lease_until = now()");
        assertThat(other.collected().claim(PLATFORM, REMEMBERED)).isTrue();
        assertThat(ledger().claim(PLATFORM, REMEMBERED)).isFalse();
    }

    @Test
    void refusalsMoveOnlyWhatIsUnknown() {
        UUID first = laidDown("first");
        UUID second = laidDown("second");
        UUID ready = world.prepared("ready", 1);

        assertThat(take("s", again(first), forGood(second), again(second), forGood(ready), again(UUID.randomUUID())))
                .isTrue();

        assertThat(world.state(first)).isEqualTo(TransferState.READY);
        assertThat(world.state(second)).isEqualTo(TransferState.PARKED);
        assertThat(world.reason(second)).isEqualTo("PLATFORM_SCHEMA");
        assertThat(world.state(ready)).isEqualTo(TransferState.READY);
        assertThat(ledger().taken(PLATFORM, List.of("s", "t"))).containsExactly("s");
    }

    /** Its outcome is on its way to the ledger; until it is there nobody can say what the refusal speaks of. */
    @Test
    void nothingIsTakenWhileOneOfTheRefusedIsBeingSent() {
        UUID unknown = laidDown("unknown");
        ClaimedTransfer sending = world.sending("sending", 1);

        assertThat(take("s", forGood(unknown), forGood(sending.id()))).isFalse();
        assertThat(world.state(unknown)).isEqualTo(TransferState.UNKNOWN);
        assertThat(ledger().taken(PLATFORM, List.of("s"))).isEmpty();

        world.settle(LedgerWorld.unknown(sending));
        assertThat(take("s", forGood(unknown), forGood(sending.id()))).isTrue();
        assertThat(world.state(unknown)).isEqualTo(TransferState.PARKED);
        assertThat(world.state(sending.id())).isEqualTo(TransferState.PARKED);
    }

    @Test
    void aSourceIsTakenOnce() {
        UUID transfer = laidDown("once");
        assertThat(take("s", again(transfer))).isTrue();
        world.settle(LedgerWorld.unknown(world.sending(transfer)));
        assertThat(take("s", again(transfer))).isTrue();
        assertThat(world.state(transfer)).isEqualTo(TransferState.UNKNOWN);
    }

    @Test
    void whatWasRefusedTooOftenIsLeftToAPerson() {
        UUID transfer = laidDown("often");
        take("1", again(transfer));
        world.settle(LedgerWorld.unknown(world.sending(transfer)));
        take("2", again(transfer));
        world.settle(LedgerWorld.unknown(world.sending(transfer)));
        take("3", again(transfer));
        assertThat(world.state(transfer)).isEqualTo(TransferState.PARKED);
    }

    @Test
    void anotherPlatformRefusesNothingOfThisOne() {
        UUID transfer = laidDown("of-another");
        ledger().take("another", "s", List.of(forGood(transfer)), List.of(), (sends, at) -> Optional.empty());
        assertThat(world.state(transfer)).isEqualTo(TransferState.UNKNOWN);
    }

    @Test
    void whatWasTakenLongAgoIsForgotten() {
        take("old");
        world.jdbc().update("UPDATE collected SET taken_at = now() - interval '91 days'");
        take("new");
        ledger().claim(PLATFORM, REMEMBERED);
        assertThat(ledger().taken(PLATFORM, List.of("old", "new"))).containsExactly("new");
    }

    @Test
    void whatWasPutAsideLongAgoIsForgottenWhateverBecameOfItsPlatform() {
        for (String source : List.of("oldest", "old", "new")) {
            ledger().take(
                            "gone",
                            source,
                            List.of(),
                            List.of(new Aside(0, "MALFORMED")),
                            (sends, at) -> Optional.empty());
        }
        world.jdbc().update("UPDATE put_aside SET seen_at = now() - interval '91 days' WHERE source = 'old'");
        world.jdbc().update("UPDATE put_aside SET seen_at = now() - interval '92 days' WHERE source = 'oldest'");

        ledger().forgetAsides(REMEMBERED, 1);
        assertThat(ledger().asides("gone", 10)).extracting(PutAside::source).containsExactly("new", "old");
        ledger().forgetAsides(REMEMBERED, 10);

        assertThat(ledger().asides("gone", 10)).extracting(PutAside::source).containsExactly("new");
        assertThat(world.ledger().figures(Duration.ofSeconds(5)).putAside()).containsEntry("gone", 1L);
    }

    @Test
    void whatIsPutAsideIsListed() {
        ledger().take(
                        PLATFORM,
                        "s",
                        List.of(),
                        List.of(new Aside(2, "RECEIPT_INVALID"), new Aside(5, "UNKNOWN_CODE")),
                        (sends, at) -> Optional.empty());
        assertThat(ledger().asides(PLATFORM, 10)).extracting(PutAside::row).containsExactly(2, 5);
        assertThat(ledger().asides(PLATFORM, 1)).hasSize(1);
        assertThat(ledger().isAside(PLATFORM, "s")).isTrue();
        assertThat(ledger().isAside(PLATFORM, "t")).isFalse();
        assertThat(world.ledger().figures(Duration.ofSeconds(5)).putAside()).containsEntry(PLATFORM, 2L);
    }
}
