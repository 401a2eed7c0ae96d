package org.shuqiao.routes.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.shuqiao.routes.ShortestOfThree;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ProgressLedger.Asked;
import org.shuqiao.routes.ledger.ProgressLedger.Page;
import org.springframework.dao.QueryTimeoutException;

/** A center with a hundred thousand transfers, two for each of its submissions, asks which have come how far. */
@Isolated("measures time")
class ProgressLedgerTest {
    private static final int SUBMISSIONS = 50_000;
    private static final Duration QUICK = Duration.ofSeconds(2);

    private static TestDatabase database;
    private static Ledger ledger;

    /**
     * Of each thousand submissions the first was rejected by both platforms and the second stopped before one of them; the third, a demand,
     * was denied; the fourth is under way to one platform and denied to the other; the fifth was only received; the sixth was replaced;
     * no agreement covers the seventh, nor the eighth with one of the platforms.
     */
    @BeforeAll
    static void fill() {
        database = TestDatabase.fresh();
        database.jdbc().query("SELECT make_partitions(now() - interval '7 months', 7)", row -> {});
        ledger = new Ledger(database.dataSource(), "gateway-1", LedgerWorld.TIMES, TestDatabase.leaves());
        database.jdbc()
                .update(
                        """
                        INSERT INTO submission (id, center, dataset, record_id, version, state, received_at, wake_at)
                        SELECT (substr(uuid7_floor(now())::text, 1, 19) || '8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'busy',
                               CASE WHEN i % 1000 = 3 THEN 'demand' ELSE 'activity' END, 'r' || i, i,
                               CASE WHEN i % 1000 = 5 THEN 'RECEIVED' ELSE 'PREPARED' END, now(), now()
                        FROM generate_series(1, ?) AS i
                        """,
                        SUBMISSIONS);
        database.jdbc()
                .update(
                        """
                        INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, reason, created_at, wake_at)
                        SELECT (overlay(s.id::text PLACING receiver FROM 20 FOR 1))::uuid, s.id, s.center, s.dataset, s.record_id, 1, receiver,
                               convert_to(receiver || s.record_id, 'UTF8'),
                               CASE version % 1000 WHEN 1 THEN 'REJECTED' WHEN 3 THEN 'DENIED' WHEN 6 THEN 'SUPERSEDED' WHEN 7 THEN 'DENIED'
                                   WHEN 8 THEN CASE receiver WHEN 'a' THEN 'DENIED' ELSE 'STORED' END
                                   WHEN 2 THEN CASE receiver WHEN 'a' THEN 'QUARANTINED' ELSE 'STORED' END
                                   WHEN 4 THEN CASE receiver WHEN 'a' THEN 'WAITING' ELSE 'DENIED' END ELSE 'STORED' END,
                               CASE version % 1000 WHEN 3 THEN 'SCOPE_REGION' WHEN 7 THEN CASE receiver WHEN 'a' THEN 'DATASET' ELSE 'NO_AGREEMENT' END
                                   WHEN 8 THEN 'DIRECTION' ELSE '' END, now(), now()
                        FROM submission s, (VALUES ('9'), ('a')) AS receiving (receiver) WHERE s.state = 'PREPARED'
                        """);
        database.jdbc().update("INSERT INTO transfer_content (id, decision) SELECT id, '{}' FROM transfer");
        database.jdbc().execute("ANALYZE submission, transfer, transfer_content");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static ProgressLedger progress(int rowsLookedAt) {
        return ledger.progress(rowsLookedAt, Duration.ofSeconds(10));
    }

    private static Asked asked(Progress progress, @Nullable String dataset) {
        return new Asked("busy", progress, dataset, null);
    }

    /** From the first page to the last. */
    private static List<SubmissionView> all(ProgressLedger search, Asked asked, int limit) {
        List<SubmissionView> seen = new ArrayList<>();
        UUID before = null;
        do {
            Page page = search.page(asked, before, limit);
            seen.addAll(page.submissions());
            before = page.next();
        } while (before != null);
        assertThat(seen).extracting(SubmissionView::id).doesNotHaveDuplicates();
        assertThat(seen).extracting(one -> one.id().toString()).isSortedAccordingTo((a, b) -> b.compareTo(a));
        return seen;
    }

    @Test
    void everyStateMeansOneProgressAtMostWhateverTheReason() {
        for (TransferState state : TransferState.values()) {
            boolean isNowhere = state == TransferState.SUPERSEDED || state == TransferState.WITHDRAWN;
            for (String reason : reasons()) {
                assertThat(Progress.values())
                        .as(state + " " + reason)
                        .filteredOn(progress -> progress.has(state, reason))
                        .hasSize(isNowhere ? 0 : 1);
            }
        }
    }

    private static List<String> reasons() {
        return Stream.concat(Stream.of(""), Stream.of(ReasonCode.values()).map(ReasonCode::name))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void meansTheSameToTheDatabase(Progress progress) {
        List<String> here = new ArrayList<>();
        for (TransferState state : TransferState.values()) {
            reasons().stream()
                    .filter(reason -> progress.has(state, reason))
                    .forEach(reason -> here.add(state + " " + reason));
        }
        String states =
                Stream.of(TransferState.values()).map(TransferState::name).collect(Collectors.joining(","));

        List<String> there = database.jdbc()
                .queryForList(
                        "SELECT state || ' ' || reason FROM string_to_table(?, ',') AS state, string_to_table(?, ',') AS reason WHERE "
                                + progress.condition(),
                        String.class,
                        states,
                        String.join(",", reasons()));

        assertThat(there).containsExactlyInAnyOrderElementsOf(here).isNotEmpty();
    }

    @Test
    void findsWhatNoAgreementCoversWithAnybodyOnlyThere() {
        List<SubmissionView> found = all(progress(500), asked(Progress.UNCOVERED, null), 30);

        assertThat(found)
                .hasSize(SUBMISSIONS / 1_000)
                .extracting(SubmissionView::recordId)
                .contains("r7007")
                .doesNotContain("r7008");
        for (Progress other : EnumSet.complementOf(EnumSet.of(Progress.UNCOVERED))) {
            Asked one = new Asked("busy", other, null, "r7007");
            assertThat(progress(500).page(one, null, 30).submissions())
                    .as(other.name())
                    .isEmpty();
        }
    }

    @Test
    void findsEverySubmissionOfWhichSomethingStoppedOnce() {
        assertThat(all(progress(100), asked(Progress.STOPPED, null), 30))
                .hasSize(4 * SUBMISSIONS / 1_000)
                .allSatisfy(one -> assertThat(one.transfers())
                        .anyMatch(transfer ->
                                Progress.STOPPED.states().contains(TransferState.valueOf(transfer.state()))));
        assertThat(all(progress(100), asked(Progress.STOPPED, "demand"), 30)).hasSize(SUBMISSIONS / 1_000);
    }

    @Test
    void goesOnBehindSubmissionsThatDidNotFit() {
        Page first = progress(500).page(asked(Progress.UNDER_WAY, null), null, 30);

        assertThat(first.submissions()).isEmpty();
        assertThat(first.next()).isNotNull();
        assertThat(first.reached()).isNotNull();
        assertThat(all(progress(500), asked(Progress.UNDER_WAY, null), 30))
                .hasSize(2 * SUBMISSIONS / 1_000)
                .anyMatch(one -> one.transfers().isEmpty());
        assertThat(all(progress(500), asked(Progress.UNDER_WAY, "demand"), 30)).isEmpty();
    }

    @Test
    void showsOnlyWhatIsTheCenters() {
        for (Progress progress : Progress.values()) {
            Page page = progress(500).page(new Asked("other", progress, null, null), null, 30);
            assertThat(page.submissions()).isEmpty();
            assertThat(page.next()).isNull();
        }
    }

    @Test
    void findsARecordByItsIdAmongThoseThatCameThatFar() {
        Asked stopped = new Asked("busy", Progress.STOPPED, null, "r7001");
        Asked arrived = new Asked("busy", Progress.ARRIVED, "activity", "r7001");

        assertThat(progress(500).page(stopped, null, 30).submissions()).hasSize(1);
        assertThat(progress(500).page(arrived, null, 30).submissions()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void answersQuickly(Progress progress) {
        Duration took = ShortestOfThree.of(QUICK, () -> assertThat(
                        progress(50_000).page(asked(progress, null), null, 25).submissions())
                .hasSize(25));

        assertThat(took).isLessThan(QUICK);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "STOPPED")
    void looksForTransfersInNoMonthBeforeTheirSubmissions(Progress progress) {
        List<Object> arguments = new ArrayList<>();
        String sql = progress(500).fitting(asked(progress, null), new UUID(-1, -1), arguments);
        arguments.add(25);
        List<String> plan = database.jdbc().queryForList("EXPLAIN (ANALYZE) " + sql, String.class, arguments.toArray());

        YearMonth now = YearMonth.now(ZoneOffset.UTC);
        assertThat(scans(plan, now)).isNotEmpty().noneMatch(line -> line.contains("never executed"));
        // The month before is looked at on the first day of a month.
        for (int ago = 2; ago <= 7; ago++) {
            assertThat(scans(plan, now.minusMonths(ago))).allMatch(line -> line.contains("never executed"));
        }
    }

    /** What a plan does with the transfers of a month. */
    private static List<String> scans(List<String> plan, YearMonth month) {
        String table = "on transfer_%d%02d".formatted(month.getYear(), month.getMonthValue());
        return plan.stream().filter(line -> line.contains(table)).toList();
    }

    @Test
    void findsTransfersOfAClockThatIsBehindAndThoseOfALaterMonth() {
        // At the turn of a month, so that the clock that is behind makes the transfer in the month before.
        String month = "date_trunc('month', now() - interval '3 months', 'UTC')";
        arrived("behind", month, month + " - interval '20 hours'");
        arrived("later", month, "now()");

        List<SubmissionView> found = all(progress(500), new Asked("slow", Progress.ARRIVED, null, null), 30);

        assertThat(found).extracting(SubmissionView::recordId).containsExactlyInAnyOrder("behind", "later");
    }

    private static void arrived(String recordId, String received, String prepared) {
        UUID submission = madeAt(received);
        UUID transfer = madeAt(prepared);
        database.jdbc()
                .update(
                        """
                        INSERT INTO submission (id, center, dataset, record_id, version, state, received_at, wake_at)
                        VALUES (?, 'slow', 'activity', ?, 1, 'PREPARED', now(), now())
                        """,
                        submission,
                        recordId);
        database.jdbc()
                .update(
                        """
                        INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, created_at, wake_at)
                        VALUES (?, ?, 'slow', 'activity', ?, 1, '9', convert_to(?, 'UTF8'), 'STORED', now(), now())
                        """,
                        transfer,
                        submission,
                        recordId,
                        recordId);
        database.jdbc().update("INSERT INTO transfer_content (id, decision) VALUES (?, '{}')", transfer);
    }

    private static UUID madeAt(String instant) {
        UUID floor = requireNonNull(database.jdbc().queryForObject("SELECT uuid7_floor(" + instant + ")", UUID.class));
        return new UUID(floor.getMostSignificantBits(), UUID.randomUUID().getLeastSignificantBits());
    }

    @ParameterizedTest
    @EnumSource
    void givesUpWhenItsPatienceIsOver(Progress progress) throws SQLException {
        Asked rare = new Asked("busy", progress, "demand", "r7001");
        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("LOCK TABLE transfer IN ACCESS EXCLUSIVE MODE");

            assertThatExceptionOfType(QueryTimeoutException.class)
                    .isThrownBy(
                            () -> ledger.progress(500, Duration.ofSeconds(1)).page(rare, null, 30));
            other.rollback();
        }
    }

    @Test
    void anIndexLeadsToThoseThatStoppedInTheirOrder() {
        List<Object> arguments = new ArrayList<>();
        String sql = ProgressLedger.stopped(asked(Progress.STOPPED, null), new UUID(-1, -1), arguments);
        arguments.add(25);

        assertThat(String.join("\n", database.jdbc().queryForList("EXPLAIN " + sql, String.class, arguments.toArray())))
                .contains("center_submission_idx")
                .doesNotContain("Seq Scan on transfer_2", "  Sort  ");
    }
}
