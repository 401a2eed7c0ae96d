package org.shuqiao.routes.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TestInbox;

/** Whoever listens is told where the inboxes stand, whichever gateway has put something there. */
class WatchInboxesTest {
    private static final Duration ANY = Duration.ofSeconds(1);

    private static final class Listener implements InboxListener {
        private final Set<String> centers;
        private final List<Map<String, Long>> looks = new ArrayList<>();

        Listener(String... centers) {
            this.centers = Set.of(centers);
        }

        @Override
        public Set<String> centers() {
            return centers;
        }

        @Override
        public void look(Map<String, Long> heads) {
            looks.add(heads);
        }
    }

    @Test
    void tellsEachListenerOfItsOwnInboxes() {
        try (TestDatabase database = TestDatabase.fresh()) {
            TestInbox inbox = new TestInbox(database.jdbc(), "A").with("{}");
            new TestInbox(database.jdbc(), "B").with("{}", "{}");
            WatchInboxes watch = new WatchInboxes(new Ledger(
                            database.dataSource(), "gateway-1", new Ledger.Times(ANY, ANY, ANY), TestDatabase.leaves())
                    .inboxes());
            Listener one = new Listener("A", "UNKNOWN");
            Listener none = new Listener();
            watch.add(one);
            watch.add(none);

            watch.look();
            inbox.with("{}");
            watch.look();

            assertThat(one.looks).containsExactly(Map.of("A", 1L), Map.of("A", 2L));
            assertThat(none.looks).containsExactly(Map.of(), Map.of());
        }
    }
}
