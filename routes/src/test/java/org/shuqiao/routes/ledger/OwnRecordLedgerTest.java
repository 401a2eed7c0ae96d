package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.OwnRecordLedger.Newer;

class OwnRecordLedgerTest {
    private static final String GONE = "gone";

    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private final OwnRecordLedger records = world.ledger().ownRecords(Duration.ofSeconds(5));
    private final List<String> seen = new ArrayList<>();

    private boolean visit(String center, int most) {
        return records.visit(
                center,
                List.of(LedgerWorld.DATASET),
                most,
                (dataset, body, at) -> seen.add(body == null ? GONE : new String(body, StandardCharsets.UTF_8)));
    }

    @Test
    void showsTheNewestVersionOfEachRecordAlsoWhereItCameFirst() {
        world.stored("r1", 2);
        world.stored("r1", 1);
        world.stored("r2", 1);

        assertThat(visit(LedgerWorld.CENTER, 10)).isTrue();

        assertThat(seen).containsExactlyInAnyOrder("{\"version\":2}", "{\"version\":1}");
    }

    @Test
    void showsNothingOfAnotherCenter() {
        UUID own = world.stored("r1", 1);

        assertThat(visit("somebody", 10)).isTrue();

        assertThat(seen).isEmpty();
        assertThat(records.body(own, "somebody", LedgerWorld.DATASET)).isNull();
        assertThat(records.body(own, LedgerWorld.CENTER, "another")).isNull();
        assertThat(records.body(own, LedgerWorld.CENTER, LedgerWorld.DATASET)).isNotNull();
    }

    @Test
    void showsTheVersionBeforeOneThatWasTakenBack() {
        world.stored("r1", 1);
        UUID second = world.stored("r1", 2);
        world.jdbc().update("UPDATE submission SET cancelled_at = now() WHERE id = ?", second);

        visit(LedgerWorld.CENTER, 10);

        assertThat(seen).containsExactly("{\"version\":1}");
    }

    @Test
    void knowsTheNewestVersionFromEveryOlderOne() {
        UUID first = world.stored("r1", 1);
        UUID second = world.stored("r1", 2);
        UUID third = world.stored("r1", 3);
        world.committed(world.ready(world.claimed(first)));
        world.committed(world.ready(world.claimed(second)));
        world.committed(world.ready(world.claimed(third)));

        assertThat(records.newer(first, LedgerWorld.CENTER)).hasValue(new Newer(third, 3));
        assertThat(records.newer(second, LedgerWorld.CENTER)).hasValue(new Newer(third, 3));
        assertThat(records.newer(third, LedgerWorld.CENTER)).isEmpty();
        assertThat(records.newer(first, "somebody")).isEmpty();
    }

    /** A version whose content is gone is not replaced by an older one that still is there. */
    @Test
    void saysThatTheContentOfTheNewestVersionIsGone() {
        world.stored("r1", 1);
        UUID second = world.stored("r1", 2);
        world.jdbc().update("DELETE FROM submission_content WHERE id = ?", second);

        visit(LedgerWorld.CENTER, 10);

        assertThat(seen).containsExactly(GONE);
    }

    @Test
    void stopsAtItsLimitAndSaysSo() {
        for (int i = 0; i < 120; i++) {
            world.stored("r" + i, 1);
        }

        assertThat(visit(LedgerWorld.CENTER, 120)).isTrue();
        assertThat(seen).hasSize(120);
        seen.clear();
        assertThat(visit(LedgerWorld.CENTER, 100)).isFalse();
        assertThat(seen).hasSize(100);
    }
}
