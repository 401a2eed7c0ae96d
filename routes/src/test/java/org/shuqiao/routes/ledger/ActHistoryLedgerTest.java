package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.ActHistoryLedger.Act;
import org.shuqiao.routes.ledger.ActHistoryLedger.Page;
import org.shuqiao.routes.ledger.ActHistoryLedger.Place;

/** Acts of people and events of agreements in one list. */
class ActHistoryLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    /** Acts and events by turns, a minute apart; with the one event of the world's own agreement. */
    @BeforeEach
    void write() {
        world.jdbc().update("DELETE FROM agreement_event");
        world.jdbc()
                .update(
                        """
                        INSERT INTO operator_act (action, target, reason, actor, happened_at)
                        SELECT 'pause', 'platform-' || i % 3, 'because ' || i, 'key-' || i % 2, now() - i * interval '2 minutes'
                        FROM generate_series(20, 1, -1) AS i
                        """);
        world.jdbc()
                .update(
                        """
                        INSERT INTO agreement_event (agreement, version, event, actor, reason, happened_at)
                        SELECT 'A1', 1, 'SUSPENDED', 'key-0', 'because', now() - interval '1 minute' - i * interval '2 minutes'
                        FROM generate_series(20, 1, -1) AS i
                        """);
    }

    @Test
    void showsActsAndEventsInTheOrderOfTheirTime() {
        List<Act> all = all(null, null, 7);

        assertThat(all).hasSize(40).isSortedAccordingTo((a, b) -> b.happenedAt().compareTo(a.happenedAt()));
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void showsWhatOneKeyDid() {
        assertThat(all("key-1", null, 3)).hasSize(10).allMatch(act -> act.actor()
                .equals("key-1"));
        assertThat(all("key-0", null, 3)).hasSize(30);
        assertThat(all("key-9", null, 3)).isEmpty();
    }

    @Test
    void showsWhatWasDoneToOneThing() {
        assertThat(all(null, "platform-1", 3)).isNotEmpty().allMatch(act -> act.target()
                .equals("platform-1"));
        assertThat(all(null, "A1", 3)).hasSize(20).allMatch(act -> act.target().equals("A1@1"));
    }

    /** One transaction began earlier and wrote later. */
    @Test
    void leavesOutNothingThatWasWrittenLate() {
        world.jdbc()
                .update(
                        """
                        INSERT INTO operator_act (action, target, reason, actor, happened_at)
                        VALUES ('late', 'x', '', 'key-1', now() - interval '1 hour')
                        """);

        assertThat(all(null, null, 1)).hasSize(41);
    }

    private static List<Act> all(String actor, String target, int limit) {
        ActHistoryLedger history = world.ledger().actHistory();
        List<Act> all = new ArrayList<>();
        Place place = Place.START;
        do {
            Page page = history.page(actor, target, place, limit);
            assertThat(page.acts()).hasSizeLessThanOrEqualTo(limit);
            all.addAll(page.acts());
            place = page.next();
        } while (place != null);
        return all;
    }
}
