package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.ledger.SealedLedger.NewSealed;
import org.shuqiao.routes.ledger.SealedLedger.SealedRecord;

class SealedLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private final SealedLedger sealed = world.ledger().sealed();

    private static NewSealed record(String center, int fingerprint) {
        return new NewSealed(
                world.newId(),
                center,
                "activity",
                "STATE_SECRET",
                new byte[] {(byte) fingerprint},
                List.of(new byte[] {1, 2}, new byte[] {3}));
    }

    private static int acts(UUID id, String action) {
        return world.jdbc()
                .queryForObject(
                        """
                        SELECT count(*)::int FROM log_leaf WHERE type = 'operator-action'
                          AND convert_from(leaf, 'UTF8')::jsonb @> jsonb_build_object('target', ?::text, 'action', ?::text)
                        """,
                        Integer.class,
                        id.toString(),
                        action);
    }

    @Test
    void keepsWhatIsSealedAndWritesThatDown() {
        NewSealed record = record("c1", 1);

        assertThat(sealed.seal(record, 10)).contains(record.id());

        assertThat(sealed.waiting(null, 10)).singleElement().satisfies(one -> {
            assertThat(one.id()).isEqualTo(record.id());
            assertThat(one.mark()).isEqualTo("STATE_SECRET");
        });
        assertThat(acts(record.id(), "seal-record")).isOne();
    }

    @Test
    void keepsTheSameBytesOnce() {
        NewSealed first = record("c1", 1);
        sealed.seal(first, 10);

        assertThat(sealed.seal(record("c1", 1), 10)).contains(first.id());
        NewSealed ofAnother = record("c2", 1);
        assertThat(sealed.seal(ofAnother, 10)).contains(ofAnother.id());

        assertThat(sealed.waiting(null, 10)).hasSize(2);
    }

    @Test
    void goesThroughWhatIsSealedPageByPageWithoutGapOrRepetition() {
        List<UUID> ids = IntStream.range(0, 5)
                .mapToObj(i -> sealed.seal(record("c1", i), 10).orElseThrow())
                .toList();

        List<SealedRecord> pages = new ArrayList<>(sealed.waiting(null, 2));
        pages.addAll(sealed.waiting(pages.get(1).id(), 2));
        pages.addAll(sealed.waiting(pages.get(3).id(), 2));

        assertThat(pages).extracting(SealedRecord::id).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(pages).extracting(one -> one.id().toString()).isSorted();
        assertThat(sealed.waiting(pages.get(4).id(), 2)).isEmpty();
    }

    @Test
    void keepsNoMoreOfACenterThanItMay() {
        sealed.seal(record("c1", 1), 2);
        sealed.seal(record("c1", 2), 2);

        assertThat(sealed.seal(record("c1", 3), 2)).isEqualTo(Optional.empty());
        assertThat(sealed.seal(record("c1", 2), 2)).isPresent();
        assertThat(sealed.seal(record("c2", 3), 2)).isPresent();
    }

    @Test
    void writesDownWhoLooked() {
        NewSealed record = record("c1", 1);
        sealed.seal(record, 10);

        assertThat(sealed.open(record.id(), "officer-1").orElseThrow().content())
                .containsExactly(new byte[] {1, 2}, new byte[] {3});

        assertThat(acts(record.id(), "open-sealed")).isOne();
        assertThat(sealed.open(UUID.randomUUID(), "officer-1")).isEmpty();
    }

    @Test
    void destroysOnceAndKeepsThatThereWasOne() {
        NewSealed record = record("c1", 1);
        sealed.seal(record, 10);

        assertThat(sealed.destroy(record.id(), "officer-1", "wrong system")).isTrue();
        assertThat(sealed.destroy(record.id(), "officer-1", "again")).isFalse();

        assertThat(sealed.open(record.id(), "officer-1")).isEmpty();
        assertThat(sealed.waiting(null, 10)).isEmpty();
        assertThat(acts(record.id(), "destroy-sealed")).isOne();
        assertThat(world.jdbc().queryForObject("SELECT destroyed_by FROM sealed_record", String.class))
                .isEqualTo("officer-1");
    }
}
