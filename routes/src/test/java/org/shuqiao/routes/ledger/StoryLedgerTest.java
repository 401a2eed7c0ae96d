package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.StoryLedger.Act;
import org.shuqiao.routes.ledger.StoryLedger.Event;
import org.shuqiao.routes.ledger.StoryLedger.Kind;

class StoryLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static StoryLedger stories() {
        return world.ledger().stories();
    }

    @Test
    void tellsWhatHappenedToATransferNewestFirst() {
        ClaimedTransfer sent = world.sending("r1", 1);
        world.settle(LedgerWorld.ended(sent, TransferState.PARKED));
        world.ledger().operations().replay(sent.id(), "key-1");
        ClaimedTransfer again = world.sending(sent.id());
        world.settle(LedgerWorld.receivedBy(again));

        List<Event> story = stories().story(sent.id());

        assertThat(story).extracting(Event::kind).contains(Kind.RECEIVED, Kind.PREPARED, Kind.ATTEMPT, Kind.RECEIPT);
        assertThat(story).extracting(Event::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(story)
                .filteredOn(event -> event.kind() == Kind.ACT)
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.what()).isEqualTo("replay");
                    assertThat(act.who()).isEqualTo("key-1");
                });
    }

    @Test
    void tellsNothingOfATransferThatIsNone() {
        assertThat(stories().story(UUID.randomUUID())).isEmpty();
    }

    @Test
    void tellsWhatWasDoneToAPlatformAndWhy() {
        world.ledger().operations().pause(LedgerWorld.PLATFORM, "it fails", "key-1");
        world.ledger().operations().resume(LedgerWorld.PLATFORM, "key-2");

        assertThat(stories().acts(LedgerWorld.PLATFORM, 10))
                .extracting(Act::action, Act::reason, Act::who)
                .containsExactly(tuple("resume", "", "key-2"), tuple("pause", "it fails", "key-1"));
        assertThat(stories().acts(LedgerWorld.PLATFORM, 1)).hasSize(1);
    }
}
