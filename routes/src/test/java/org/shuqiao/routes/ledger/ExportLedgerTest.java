package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.routes.ShortestOfThree;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import org.shuqiao.routes.ledger.ExportLedger.Page;
import org.shuqiao.routes.ledger.ExportLedger.Query;
import org.springframework.jdbc.core.JdbcTemplate;

/** Searches among transfers of a hundred centers, of which each tenth was never signed. */
@Isolated("measures time")
class ExportLedgerTest {
    private static final int TRANSFERS = 20_000;
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Query ALL = new Query(null, null, null, null, null, null, null, null, null);
    private static final String RARE_CHAIN = "ab".repeat(32);

    private static TestDatabase database;
    private static Ledger ledger;

    /** A center's even transfers are bound by an agreement that lists /title as it is and /phone masked; its odd ones by one without them. */
    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", LedgerWorld.TIMES, TestDatabase.leaves());
        fill(database.jdbc(), TRANSFERS);
    }

    private static void fill(JdbcTemplate jdbc, int transfers) {
        jdbc.update(
                """
                INSERT INTO agreement (id, version, state, center, platform, valid_from, valid_until, hash, document)
                SELECT 'A-' || platform || '-' || i, 1, 'ACTIVE', 'center-' || i, platform, now(), now(), '\\x00',
                       convert_to(CASE platform WHEN 'even' THEN '{"permission": [{"dataset": "activity", "fields": [
                           {"path": "/title", "transform": "keep"}, {"path": "/phone", "transform": "mask"},
                           {"path": "/notes", "transform": "drop"}]}]}'
                       ELSE '{"permission": [{"dataset": "diagnosis", "fields": [{"path": "/title", "transform": "keep"}]}]}' END, 'UTF8')
                FROM generate_series(0, 99) AS i, unnest(ARRAY['even', 'odd']) AS platform
                """);
        jdbc.update(
                """
                INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, agreement,
                                      agreement_version, created_at, wake_at)
                SELECT (substr(uuid7_floor(now())::text, 1, 19) || '8000-' || lpad(to_hex(i), 12, '0'))::uuid,
                       gen_random_uuid(), 'center-' || i / 2 % 100, 'activity', 'r' || i, 1,
                       CASE WHEN i % 2 = 0 THEN 'even' ELSE 'odd' END, int4send(i), 'STORED',
                       CASE WHEN i % 2 = 0 THEN 'A-even-' ELSE 'A-odd-' END || i / 2 % 100, 1, now(), now()
                FROM generate_series(1, ?) AS i
                """,
                transfers);
        jdbc.update(
                """
                INSERT INTO transfer_content (id, decision, statement, signing_chain)
                SELECT t.id, jsonb_build_object(
                           'trail', (SELECT jsonb_agg(jsonb_build_object('step', 'step' || s, 'asked', md5(t.record_id || s)))
                                     FROM generate_series(1, 30) AS s),
                           'transforms', '[{"path": "/phone", "name": "mask", "version": "2"}]'::jsonb,
                           'stripped', CASE WHEN right(t.record_id, 2) = '22' THEN '["/title"]'::jsonb ELSE '[]'::jsonb END),
                       CASE WHEN right(t.record_id, 1) <> '0' THEN '\\x00'::bytea END,
                       CASE WHEN right(t.record_id, 3) = '777' THEN decode(repeat('ab', 32), 'hex') ELSE '\\x01' END
                FROM transfer t
                """);
        jdbc.execute("ANALYZE transfer, transfer_content, agreement");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void showsEverySignedTransferOnceOnItsPages() {
        Query query = query("center-5", null, null, null, null);

        assertThat(newest(query, 1_000, 30)).hasSize(100).isSortedAccordingTo(BY_ID.reversed());
        assertThat(oldest(query, 1_000, 30)).hasSize(100).isSortedAccordingTo(BY_ID);
    }

    @Test
    void findsWhatWasSignedUnderACertificate() {
        assertThat(newest(query(null, null, null, null, RARE_CHAIN), 100_000, 50))
                .hasSize(TRANSFERS / 1_000)
                .allSatisfy(found -> assertThat(found.recordId()).endsWith("777"));
    }

    @Test
    void goesOnBehindRowsThatDidNotFit() {
        Page first = ledger.exports(500).newest(query(null, null, null, null, "cd".repeat(32)), null, 50);

        assertThat(first.transfers()).isEmpty();
        assertThat(first.next()).isNotNull();
        assertThat(newest(query(null, null, null, null, RARE_CHAIN), 500, 50)).hasSize(TRANSFERS / 1_000);
    }

    @Test
    void findsWhatCarriedAFieldAsItsAgreementListsIt() {
        List<Found> carried = newest(query("center-7", null, "activity", "/title", null), 100_000, 50);

        assertThat(carried)
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.agreement()).startsWith("A-even-"))
                .allSatisfy(found -> assertThat(found.transform()).isNull());
    }

    @Test
    void tellsWhatWasDoneToTheField() {
        assertThat(newest(query("center-7", null, "activity", "/phone", null), 100_000, 50))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.transform()).isEqualTo("mask@2"));
    }

    @Test
    void leavesOutWhatWasStrippedOfTheField() {
        List<Found> title = newest(query("center-61", null, "activity", "/title", null), 100_000, 500);
        List<Found> phone = newest(query("center-61", null, "activity", "/phone", null), 100_000, 500);

        assertThat(title).extracting(Found::recordId).noneMatch(id -> id.endsWith("22"));
        assertThat(phone).hasSizeGreaterThan(title.size());
    }

    @ParameterizedTest
    @CsvSource({"activity,/notes", "diagnosis,/phone", "diagnosis,/title", "activity,/unheard"})
    void findsNothingWhereNoClauseLetsTheFieldGo(String dataset, String field) {
        assertThat(newest(query(null, null, dataset, field, null), 100_000, 50)).isEmpty();
    }

    @Test
    void findsWhatAnAgreementDecided() {
        assertThat(newest(query(null, "A-even-3", null, null, null), 100_000, 500))
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.center()).isEqualTo("center-3"))
                .allSatisfy(found -> assertThat(found.platform()).isEqualTo("even"));
        assertThat(newest(query(null, "A-unheard", null, null, null), 100_000, 50))
                .isEmpty();
    }

    @Test
    void findsWhatWasMadeInATime() {
        Instant anHourAgo = Instant.now().minusSeconds(3_600);

        assertThat(ledger.exports(1_000)
                        .newest(new Query(null, null, null, null, null, null, null, anHourAgo, null), null, 10)
                        .transfers())
                .isEmpty();
        assertThat(ledger.exports(1_000)
                        .newest(new Query(null, null, null, null, null, null, anHourAgo, null, null), null, 10)
                        .transfers())
                .hasSize(10);
    }

    @Test
    void aFieldIsAskedForWithItsDataset() {
        assertThatThrownBy(() -> query(null, null, null, "/title", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        ",,,,",
        "center-7,,,,",
        ",A-odd-7,,,",
        ",,activity,/phone,",
        ",,activity,/unheard,",
        ",,,,abababababababababababababababababababababababababababababababab",
        ",,,,cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
    })
    void answersQuickly(String center, String agreement, String dataset, String field, String chain) {
        Query query = query(center, agreement, dataset, field, chain);

        assertThat(ShortestOfThree.of(QUICK, () -> ledger.exports(10_000).newest(query, null, 50)))
                .isLessThan(QUICK);
    }

    @Test
    void looksAtAllThatThereIsWithoutAWish() {
        assertThat(ledger.exports(TRANSFERS * 2).newest(ALL, null, TRANSFERS).transfers())
                .hasSize(TRANSFERS * 9 / 10);
    }

    private static final Comparator<Found> BY_ID =
            Comparator.comparing(found -> found.id().toString());

    private static List<Found> newest(Query query, int rowsLookedAt, int limit) {
        List<Found> seen = new ArrayList<>();
        UUID place = null;
        do {
            Page page = ledger.exports(rowsLookedAt).newest(query, place, limit);
            seen.addAll(page.transfers());
            place = page.next();
        } while (place != null);
        assertThat(seen).extracting(Found::id).doesNotHaveDuplicates();
        return seen;
    }

    private static List<Found> oldest(Query query, int rowsLookedAt, int limit) {
        List<Found> seen = new ArrayList<>();
        UUID place = null;
        do {
            Page page = ledger.exports(rowsLookedAt).oldest(query, place, limit);
            seen.addAll(page.transfers());
            place = page.next();
        } while (place != null);
        return seen;
    }

    private static Query query(String center, String agreement, String dataset, String field, String chain) {
        return new Query(center, null, agreement, dataset, field, chain, null, null, null);
    }
}
