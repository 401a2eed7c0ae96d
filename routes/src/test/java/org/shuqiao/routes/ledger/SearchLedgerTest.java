package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.routes.ShortestOfThree;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.SearchLedger.Found;
import org.shuqiao.routes.ledger.SearchLedger.Page;
import org.springframework.jdbc.core.JdbcTemplate;

/** Searches among a hundred thousand transfers, of which few are what an operator looks for. */
@Isolated("measures time")
class SearchLedgerTest {
    private static final int TRANSFERS = 100_000;
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final TransferFilter ALL = new TransferFilter(null, null, null, null, null, null, null);

    private static TestDatabase database;
    private static Ledger ledger;

    /** Of a hundred centers; each thousandth is PARKED, another REJECTED, another READY, another a demand; each second goes to another platform. */
    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", LedgerWorld.TIMES, TestDatabase.leaves());
        database.jdbc()
                .update(
                        """
                        INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, reason,
                                              created_at, wake_at)
                        SELECT (substr(uuid7_floor(now())::text, 1, 19) || '8000-' || lpad(to_hex(i), 12, '0'))::uuid,
                               gen_random_uuid(), 'center-' || i % 100, CASE WHEN i % 1000 = 3 THEN 'demand' ELSE 'activity' END, 'r' || i, 1,
                               CASE WHEN i % 2 = 0 THEN 'even' ELSE 'odd' END, int4send(i),
                               CASE WHEN i % 1000 = 1 THEN 'PARKED' WHEN i % 1000 = 2 THEN 'REJECTED'
                                    WHEN i % 1000 = 4 THEN 'READY' ELSE 'STORED' END,
                               CASE WHEN i % 1000 = 1 THEN 'BUDGET_SPENT' ELSE '' END, now(), now()
                        FROM generate_series(1, ?) AS i
                        """,
                        TRANSFERS);
        database.jdbc().execute("ANALYZE transfer");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void showsEveryTransferOnceOnItsPages() {
        TransferFilter filter = filter(TransferState.PARKED, "odd", null);
        List<UUID> seen = new ArrayList<>();
        UUID before = null;
        do {
            Page page = search(100_000).page(filter, before, 30);
            page.transfers().forEach(found -> seen.add(found.id()));
            before = page.next();
        } while (before != null);

        assertThat(seen).hasSize(100).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> b.toString()
                .compareTo(a.toString()));
    }

    @Test
    void goesOnBehindRowsThatDidNotFit() {
        TransferFilter rare = new TransferFilter(null, null, null, null, "demand", null, null);
        SearchLedger narrow = search(500);

        List<Found> seen = new ArrayList<>();
        UUID before = null;
        int pages = 0;
        do {
            Page page = narrow.page(rare, before, 200);
            seen.addAll(page.transfers());
            before = page.next();
            pages++;
        } while (before != null && pages < 1_000);

        assertThat(seen).hasSize(100);
        assertThat(pages).isEqualTo(TRANSFERS / 500 + 1);
    }

    @Test
    void findsTheNewestTransferOfARecordToEachPlatform() {
        Lane odd = new Lane("center-7", "activity", "r7", "odd");
        Lane even = new Lane("center-7", "activity", "r7", "even");
        Lane other = new Lane("center-8", "activity", "r7", "odd");
        List<UUID> ids = database.jdbc().queryForList("SELECT id FROM transfer ORDER BY id LIMIT 3", UUID.class);
        Map.of(odd, ids.get(0), even, ids.get(1), other, ids.get(2)).forEach((lane, newest) -> database.jdbc()
                .update(
                        "INSERT INTO lane (key, newest_version, newest_transfer) VALUES (?, 1, ?)",
                        lane.key(),
                        newest));

        assertThat(search(1_000).newest(List.of(odd, new Lane("center-7", "activity", "r8", "odd"), even)))
                .extracting(Found::id)
                .containsExactly(ids.get(1), ids.get(0));
    }

    @ParameterizedTest
    @CsvSource({
        ",,",
        "PARKED,,",
        "REJECTED,,",
        "STORED,,",
        ",odd,",
        ",,center-7",
        "PARKED,even,",
        "STORED,even,center-8"
    })
    void answersQuickly(TransferState state, String platform, String center) {
        TransferFilter filter = filter(state, platform, center);
        Duration took = ShortestOfThree.of(QUICK, () -> assertThat(
                        search(100_000).page(filter, null, 50).transfers())
                .allSatisfy(found -> {
                    assertThat(state == null || found.state() == state).isTrue();
                    assertThat(center == null || found.center().equals(center)).isTrue();
                }));

        assertThat(took).isLessThan(QUICK);
    }

    @ParameterizedTest
    @CsvSource({"PARKED,,_idx", "REJECTED,,state_id", ",center-7,center_id", ",,pkey"})
    void isLedByAnIndex(TransferState state, String center, String index) {
        List<Object> arguments = new ArrayList<>();
        String sql = SearchLedger.looked(filter(state, null, center), null, 100_000, arguments);
        JdbcTemplate jdbc = database.jdbc();

        String plan =
                String.join("\n", jdbc.queryForList("EXPLAIN " + sql + " -- 50", String.class, arguments.toArray()));

        assertThat(plan).contains(index).doesNotContain("Seq Scan on transfer_" + month());
    }

    @Test
    void aReasonLeadsToWhatDidNotGoWell() {
        List<Object> arguments = new ArrayList<>();
        TransferFilter filter = new TransferFilter(null, "BUDGET_SPENT", null, null, null, null, null);
        String sql = SearchLedger.looked(filter, null, 100_000, arguments);

        assertThat(String.join("\n", database.jdbc().queryForList("EXPLAIN " + sql, String.class, arguments.toArray())))
                .contains("reason_id_idx");
        Page found = search(500).page(filter, null, 100);
        assertThat(found.transfers()).hasSize(100);
        assertThat(search(500).page(filter, found.transfers().get(99).id(), 100).transfers())
                .isEmpty();
    }

    /** Far more transfers than a page may look at lie between them. */
    @Test
    void findsTheFewThatAreUnderWay() {
        Page ready = search(500).page(filter(TransferState.READY, "even", null), null, 200);

        assertThat(ready.transfers()).hasSize(100).isSortedAccordingTo((a, b) -> b.id().toString()
                .compareTo(a.id().toString()));
        assertThat(ready.next()).isNull();
        Page first = search(500).page(filter(TransferState.READY, null, null), null, 60);
        assertThat(first.transfers()).isEqualTo(ready.transfers().subList(0, 60));
        assertThat(search(500)
                        .page(filter(TransferState.READY, null, null), first.next(), 60)
                        .transfers())
                .isEqualTo(ready.transfers().subList(60, 100));
    }

    @Test
    void looksAtNoMoreThanItMayForAStateThatHasNoIndexOfItsOwn() {
        Page stored = search(500).page(filter(TransferState.STORED, "nowhere", null), null, 50);
        Page ready = search(50).page(filter(TransferState.READY, null, null), null, 50);

        assertThat(stored.transfers()).isEmpty();
        assertThat(stored.next()).isNotNull();
        assertThat(ready.transfers()).isEmpty();
        assertThat(ready.next()).as("there are more than may be looked at").isNotNull();
        assertThat(search(500)
                        .page(filter(TransferState.SUPERSEDED, null, null), null, 50)
                        .next())
                .isNull();
    }

    @Test
    void findsTransfersByTheirIdAndBySubmission() {
        Found some = search(1_000).page(ALL, null, 1).transfers().get(0);

        assertThat(search(1_000).find(some.id())).contains(some);
        assertThat(search(1_000).ofSubmission(some.submission())).containsExactly(some);
        assertThat(search(1_000).find(some.submission())).isEmpty();
        assertThat(search(1_000).ofSubmission(some.id())).isEmpty();
    }

    private static String month() {
        return database.jdbc().queryForObject("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')", String.class);
    }

    @Test
    void findsWhatWasMadeInATime() {
        Instant now = Instant.now();
        TransferFilter before = new TransferFilter(null, null, null, null, null, null, now.minusSeconds(3_600));
        TransferFilter since = new TransferFilter(null, null, null, null, null, now.minusSeconds(3_600), null);

        assertThat(search(1_000).page(before, null, 10).transfers()).isEmpty();
        assertThat(search(1_000).page(since, null, 10).transfers()).hasSize(10);
        assertThat(search(1_000).page(ALL, null, 10).next()).isNotNull();
    }

    private static TransferFilter filter(TransferState state, String platform, String center) {
        return new TransferFilter(state, null, platform, center, null, null, null);
    }

    private static SearchLedger search(int rows) {
        return ledger.searches(rows);
    }
}
