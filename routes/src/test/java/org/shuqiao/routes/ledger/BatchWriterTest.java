package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.PreparedLedger.Verdict;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class BatchWriterTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    /** What a writer said of each row. */
    private static final class Said<R> {
        final Map<Integer, R> written = new TreeMap<>();
        final Map<Integer, Throwable> failed = new TreeMap<>();
    }

    private static <T, R> Said<R> write(Function<List<T>, List<R>> statements, List<T> rows) {
        return write(world.ledger().transaction(), statements, rows);
    }

    private static <T, R> Said<R> write(
            TransactionTemplate transaction, Function<List<T>, List<R>> statements, List<T> rows) {
        Said<R> said = new Said<>();
        new BatchWriter<>(transaction, statements).write(rows, said.written::put, said.failed::put);
        assertThat(said.written.size() + said.failed.size()).isEqualTo(rows.size());
        return said;
    }

    private static List<NewSubmission> submissions(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> world.submission("r" + i, 1))
                .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 12})
    void failsOnlyTheRowWithANulCharacter(int poisoned) {
        List<NewSubmission> rows = submissions(13);
        rows.set(poisoned, world.submission("r\0", 1));

        Said<Intake> said = write(world.ledger().submissions()::store, rows);

        assertThat(said.failed).containsOnlyKeys(poisoned);
        assertThat(said.failed.get(poisoned)).isInstanceOf(DataIntegrityViolationException.class);
        said.written.forEach((index, intake) ->
                assertThat(intake).isEqualTo(new Intake.Stored(rows.get(index).id())));
        assertThat(world.rows("submission")).isEqualTo(12);
        assertThat(world.rows("submission_content")).isEqualTo(12);
    }

    @Test
    void failsEachOfSeveralPoisonRows() {
        List<NewSubmission> rows = submissions(32);
        for (int poisoned : List.of(3, 4, 31)) {
            rows.set(poisoned, world.submission("\0" + poisoned, 1));
        }

        Said<Intake> said = write(world.ledger().submissions()::store, rows);

        assertThat(said.failed).containsOnlyKeys(3, 4, 31);
        assertThat(world.rows("submission")).isEqualTo(29);
    }

    @Test
    void failsOnlyTheVerdictWhoseDecisionIsNoJson() {
        Preparation good = world.claimed("r1", 1);
        Preparation bad = world.claimed("r2", 1);
        PreparedTransfer poison = new PreparedTransfer(
                world.newId(),
                bad,
                LedgerWorld.PLATFORM,
                TransferState.DENIED,
                ReasonCode.DATASET,
                LedgerWorld.AGREEMENT,
                1,
                "no JSON",
                null,
                null,
                null);

        Said<List<PreparedTransfer>> said = write(
                world.ledger().prepared()::commit,
                List.of(new Verdict(bad, List.of(poison)), new Verdict(good, List.of(world.ready(good)))));

        assertThat(said.failed).containsOnlyKeys(0);
        assertThat(said.written.get(1)).hasSize(1);
        assertThat(world.rows("transfer")).isEqualTo(1);
    }

    @Test
    void failsOnlyTheOutcomeThatViolatesARule() {
        ClaimedTransfer good = world.sending("r1", 1);
        ClaimedTransfer bad = world.sending("r2", 1);
        Settlement received = LedgerWorld.receivedBy(bad);
        Settlement poison = new Settlement(
                received.transfer(),
                received.attempt(),
                received.platform(),
                received.state(),
                null,
                received.delay(),
                false,
                new Settlement.Manifest(new byte[] {1}, List.of(new byte[] {1}), "code\0"),
                received.receipt());

        Said<Boolean> said = write(world.ledger().settlements()::settle, List.of(poison, LedgerWorld.receivedBy(good)));

        assertThat(said.failed).containsOnlyKeys(0);
        assertThat(said.written).containsExactly(Map.entry(1, true));
        assertThat(world.state(good.id())).isEqualTo(TransferState.STORED);
        assertThat(world.state(bad.id())).isEqualTo(TransferState.SENDING);
    }

    @Test
    void failsTheWholeBatchAtOnceWhenTheDatabaseGoesAway() {
        AtomicInteger tried = new AtomicInteger();

        Said<Intake> said = write(
                rows -> {
                    tried.incrementAndGet();
                    List<Intake> intake = world.ledger().submissions().store(rows);
                    world.jdbc().query("SELECT pg_terminate_backend(pg_backend_pid())", row -> {});
                    return intake;
                },
                submissions(64));

        assertThat(tried).hasValue(1);
        assertUnavailable(said, 64);
        assertThat(world.rows("submission")).isZero();
    }

    @Test
    void failsTheWholeBatchAtOnceWhenTheDatabaseCannotBeReached() {
        AtomicInteger tried = new AtomicInteger();
        try (HikariDataSource closed = new HikariDataSource()) {
            closed.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nothing");
            closed.setConnectionTimeout(250);
            closed.setInitializationFailTimeout(-1);

            Said<Intake> said = write(
                    transaction(closed),
                    rows -> {
                        tried.incrementAndGet();
                        return List.of();
                    },
                    submissions(64));

            assertThat(tried).hasValue(0);
            assertUnavailable(said, 64);
        }
    }

    private static TransactionTemplate transaction(DataSource source) {
        return new TransactionTemplate(new JdbcTransactionManager(source));
    }

    private static void assertUnavailable(Said<?> said, int rows) {
        assertThat(said.failed).hasSize(rows);
        assertThat(said.failed.values()).allSatisfy(failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                        Failure.class, typed -> assertThat(typed.code()).isEqualTo(FailureCode.LEDGER_UNAVAILABLE)));
    }

    @Test
    void writesAgainAfterADeadlock() {
        AtomicInteger tried = new AtomicInteger();

        Said<Intake> said = write(
                rows -> {
                    if (tried.incrementAndGet() == 1) {
                        throw new CannotAcquireLockException("deadlock detected");
                    }
                    return world.ledger().submissions().store(rows);
                },
                submissions(3));

        assertThat(said.written).hasSize(3);
        assertThat(tried).hasValue(2);
    }

    @Test
    void failsTheWholeBatchWithOurOwnFault() {
        IllegalStateException ours = new IllegalStateException("a defect");

        Said<Intake> said = write(
                rows -> {
                    throw ours;
                },
                submissions(3));

        assertThat(said.failed.values()).containsOnly(ours);
    }

    @Test
    void opensNoTransactionForNoRows() {
        AtomicInteger tried = new AtomicInteger();

        write(
                rows -> {
                    tried.incrementAndGet();
                    return rows;
                },
                List.of());

        assertThat(tried).hasValue(0);
    }
}
