package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.dao.DataIntegrityViolationException;

@Timeout(60)
class GroupCommitterTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    private static GroupCommitter<NewSubmission, Intake> committer(
            int rowsWaiting, Function<List<NewSubmission>, List<Intake>> statements, Consumer<List<Intake>> committed) {
        return new GroupCommitter<>(
                "test", 256, rowsWaiting, new BatchWriter<>(world.ledger().transaction(), statements), committed);
    }

    private static List<Intake> store(List<NewSubmission> rows) {
        return world.ledger().submissions().store(rows);
    }

    @Test
    void writesManyThatWaitInFewTransactionsAndTellsEachItsOwnResult() {
        AtomicInteger transactions = new AtomicInteger();
        CountDownLatch allHandedIn = new CountDownLatch(1);
        int count = 400;
        try (var committer = committer(
                count,
                rows -> {
                    if (transactions.incrementAndGet() == 1) {
                        await().until(() -> allHandedIn.getCount() == 0);
                    }
                    return store(rows);
                },
                written -> {})) {
            committer.start();
            List<NewSubmission> rows = IntStream.range(0, count)
                    .mapToObj(i -> world.submission("r" + i, 1))
                    .toList();
            List<CompletableFuture<Intake>> answers =
                    rows.parallelStream().map(committer::submit).toList();
            allHandedIn.countDown();

            for (int i = 0; i < count; i++) {
                assertThat(answers.get(i))
                        .succeedsWithin(LONG_ENOUGH)
                        .isEqualTo(new Intake.Stored(rows.get(i).id()));
            }
        }
        assertThat(transactions.get()).isBetween(2, 4);
        assertThat(world.rows("submission")).isEqualTo(count);
    }

    @Test
    void writesOneRowAtOnceWhenIdle() {
        try (var committer = committer(8, GroupCommitterTest::store, written -> {})) {
            committer.start();
            NewSubmission row = world.submission("r1", 1);

            assertThat(committer.submit(row)).succeedsWithin(LONG_ENOUGH).isEqualTo(new Intake.Stored(row.id()));
        }
    }

    @Test
    void failsOnlyTheCallerOfAPoisonRow() {
        List<Intake> told = new ArrayList<>();
        var committer = committer(8, GroupCommitterTest::store, told::addAll);
        CompletableFuture<Intake> before = committer.submit(world.submission("r1", 1));
        CompletableFuture<Intake> poison = committer.submit(world.submission("\0", 1));
        CompletableFuture<Intake> after = committer.submit(world.submission("r2", 1));
        try (committer) {
            committer.start();
            assertThat(before).succeedsWithin(LONG_ENOUGH);
            assertThat(after).succeedsWithin(LONG_ENOUGH);
            assertThat(poison)
                    .failsWithin(LONG_ENOUGH)
                    .withThrowableThat()
                    .withCauseInstanceOf(DataIntegrityViolationException.class);
        }
        assertThat(told).containsExactly(before.join(), after.join());
    }

    @Test
    void tellsTheListenerAfterTheCommitAndBeforeTheCaller() {
        List<String> order = new ArrayList<>();
        var committer = committer(
                8, GroupCommitterTest::store, written -> order.add("listener saw " + world.rows("submission")));
        CompletableFuture<Void> answer =
                committer.submit(world.submission("r1", 1)).thenAccept(intake -> order.add("caller"));
        try (committer) {
            committer.start();
            assertThat(answer).succeedsWithin(LONG_ENOUGH);
        }
        assertThat(order).containsExactly("listener saw 1", "caller");
    }

    @Test
    void countsCommitsAndRows() {
        var committer = committer(8, GroupCommitterTest::store, written -> {});
        List<CompletableFuture<Intake>> answers = IntStream.range(0, 3)
                .mapToObj(i -> committer.submit(world.submission("r" + i, 1)))
                .toList();
        assertThat(committer.figures()).isEqualTo(new GroupCommitter.Figures(0, 0, 3, false));
        try (committer) {
            committer.start();
            answers.forEach(answer -> assertThat(answer).succeedsWithin(LONG_ENOUGH));
            assertThat(committer.figures()).isEqualTo(new GroupCommitter.Figures(1, 3, 0, true));
        }
        assertThat(committer.figures().alive()).isFalse();
    }

    @Test
    void goesOnAfterAListenerThatFails() {
        try (var committer = committer(8, GroupCommitterTest::store, written -> {
            throw new IllegalStateException("a defect");
        })) {
            committer.start();
            assertThat(committer.submit(world.submission("r1", 1))).succeedsWithin(LONG_ENOUGH);
            assertThat(committer.submit(world.submission("r2", 1))).succeedsWithin(LONG_ENOUGH);
        }
    }

    @Test
    void isTooBusyWhenItsQueueIsFull() {
        var committer = committer(2, GroupCommitterTest::store, written -> {});
        var first = committer.submit(world.submission("r1", 1));
        var second = committer.submit(world.submission("r2", 1));

        assertThatThrownBy(() -> committer.submit(world.submission("r3", 1)))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.TOO_BUSY);
                    assertThat(failure.facts()).containsEntry("retryAfterSeconds", 1);
                });

        try (committer) {
            committer.start();
            assertThat(first).succeedsWithin(LONG_ENOUGH);
            assertThat(second).succeedsWithin(LONG_ENOUGH);
        }
    }

    @Test
    void finishesWhatWaitsWhenItIsClosed() {
        var committer = committer(8, GroupCommitterTest::store, written -> {});
        List<CompletableFuture<Intake>> answers = IntStream.range(0, 8)
                .mapToObj(i -> committer.submit(world.submission("r" + i, 1)))
                .toList();

        committer.start();
        committer.close();

        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
        assertThat(world.rows("submission")).isEqualTo(8);
    }

    @Test
    void refusesRowsOnceItIsClosed() {
        var committer = committer(8, GroupCommitterTest::store, written -> {});
        committer.start();
        committer.close();

        assertThatThrownBy(() -> committer.submit(world.submission("r1", 1)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.TOO_BUSY));
    }

    @Test
    void leavesNobodyWaitingWhenItIsClosedBeforeItWasStarted() {
        var committer = committer(8, GroupCommitterTest::store, written -> {});
        CompletableFuture<Intake> answer = committer.submit(world.submission("r1", 1));

        committer.close();

        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.LEDGER_UNAVAILABLE));
    }
}
