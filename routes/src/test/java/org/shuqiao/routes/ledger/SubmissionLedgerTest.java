package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SubmissionLedgerTest {
    @RegisterExtension
    static final LedgerWorld world = new LedgerWorld();

    @Test
    void keepsBytesAndSaltAsTheyCame() {
        NewSubmission row = world.submission("r1", 1);

        assertThat(world.store(row)).containsExactly(new Intake.Stored(row.id()));

        assertThat(world.ledger().preparations().contents(List.of(row.id())))
                .singleElement()
                .satisfies(content -> {
                    assertThat(content.body()).isEqualTo(row.body());
                    assertThat(content.salt()).isEqualTo(row.salt());
                });
    }

    @Test
    void answersSameKeyAndSameBytesWithTheFirstSubmission() {
        UUID first = world.stored("r1", 1);

        assertThat(world.store(world.submission("r1", 1))).containsExactly(new Intake.Repeated(first));
        assertThat(world.rows("submission")).isEqualTo(1);
        assertThat(world.rows("submission_content")).isEqualTo(1);
    }

    @Test
    void refusesSameKeyWithOtherBytes() {
        UUID first = world.stored("r1", 1);

        assertThat(world.store(world.submission("r1", 1, "{}", null))).containsExactly(new Intake.Conflict(first));
        assertThat(world.rows("submission")).isEqualTo(1);
    }

    @Test
    void takesAnotherVersionOfARecordAsAnotherSubmission() {
        world.stored("r1", 1);

        NewSubmission next = world.submission("r1", 2);

        assertThat(world.store(next)).containsExactly(new Intake.Stored(next.id()));
    }

    @Test
    void findsTheSameKeyTwiceInOneBatch() {
        NewSubmission first = world.submission("r1", 1);
        NewSubmission same = world.submission("r1", 1);
        NewSubmission other = world.submission("r1", 1, "{}", null);

        assertThat(world.store(first, same, other))
                .containsExactly(
                        new Intake.Stored(first.id()),
                        new Intake.Repeated(first.id()),
                        new Intake.Conflict(first.id()));
    }

    @Test
    void storesOneOfTwoThatComeAtOnce() {
        NewSubmission one = world.submission("r1", 1);
        NewSubmission two = world.submission("r1", 1);
        CountDownLatch stored = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<List<Intake>> first = LedgerWorld.atOnce(() -> world.inTransaction(l -> {
            List<Intake> intake = l.submissions().store(List.of(one));
            stored.countDown();
            awaitQuietly(commit);
            return intake;
        }));
        awaitQuietly(stored);
        CompletableFuture<List<Intake>> second = LedgerWorld.atOnce(() -> world.store(two));
        await().until(() -> world.waitingForLocks() > 0);

        assertThat(second).isNotDone();
        commit.countDown();

        assertThat(first.join()).containsExactly(new Intake.Stored(one.id()));
        assertThat(second.join()).containsExactly(new Intake.Repeated(one.id()));
    }

    @Test
    void storesTheSecondOfTwoWhenTheFirstIsRolledBack() {
        NewSubmission lost = world.submission("r1", 1);
        NewSubmission kept = world.submission("r1", 1);
        world.ledger().transaction().executeWithoutResult(status -> {
            world.ledger().submissions().store(List.of(lost));
            status.setRollbackOnly();
        });

        assertThat(world.store(kept)).containsExactly(new Intake.Stored(kept.id()));
    }

    @Test
    void answersARepeatedIdempotencyKeyWithTheFirstSubmission() {
        NewSubmission first = world.submission("r1", 1, "{}", "key");
        world.store(first);

        assertThat(world.store(world.submission("r1", 1, "{}", "key")))
                .containsExactly(new Intake.Repeated(first.id()));
    }

    @Test
    void refusesAnIdempotencyKeyOfAnotherRecordAndKeepsNothingOfIt() {
        NewSubmission first = world.submission("r1", 1, "{}", "key");
        world.store(first);
        NewSubmission other = world.submission("r2", 1, "{}", "key");

        assertThat(world.store(other)).containsExactly(new Intake.Conflict(first.id()));

        assertThat(world.rows("submission")).isEqualTo(1);
        assertThat(world.rows("submission_key")).isEqualTo(2);
        NewSubmission again = world.submission("r2", 1, "{}", "other key");
        assertThat(world.store(again)).containsExactly(new Intake.Stored(again.id()));
    }

    @Test
    void refusesAnIdempotencyKeyOfAnotherRecordInTheSameBatch() {
        NewSubmission first = world.submission("r1", 1, "{}", "key");
        NewSubmission other = world.submission("r2", 1, "{}", "key");

        assertThat(world.store(first, other))
                .containsExactly(new Intake.Stored(first.id()), new Intake.Conflict(first.id()));
        assertThat(world.rows("submission")).isEqualTo(1);
    }

    @Test
    void neverAnswersWithASubmissionThatTheSameBatchRefused() {
        NewSubmission first = world.submission("r1", 1, "{}", "key");
        world.store(first);
        NewSubmission refused = world.submission("r2", 1, "{}", "key");
        NewSubmission same = world.submission("r2", 1, "{}", "other key");
        NewSubmission sameAgain = world.submission("r2", 1, "{}", null);

        assertThat(world.store(refused, same, sameAgain))
                .containsExactly(
                        new Intake.Conflict(first.id()), new Intake.Stored(same.id()), new Intake.Repeated(same.id()));
        assertThat(world.store(world.submission("r2", 1, "{}", "other key")))
                .containsExactly(new Intake.Repeated(same.id()));
    }

    @Test
    void bindsALaterIdempotencyKeyToTheRecordThatIsThere() {
        UUID first = world.stored("r1", 1);
        world.store(world.submission("r1", 1, "{\"version\":1}", "key"));

        assertThat(world.store(world.submission("r2", 1, "{}", "key"))).containsExactly(new Intake.Conflict(first));
    }

    @Test
    void leavesAFreshSubmissionToItsHint() {
        UUID submission = world.stored("r1", 1);

        Instant wake = world.jdbc()
                .queryForObject(
                        "SELECT wake_at FROM submission WHERE id = ?",
                        (row, n) -> row.getTimestamp(1).toInstant(),
                        submission);

        assertThat(wake).isBetween(Instant.now().plusSeconds(5), Instant.now().plusSeconds(16));
    }

    @Test
    void storesAHundredThatComeFromFourThreadsOnceEach() {
        List<CompletableFuture<List<Intake>>> answers = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            NewSubmission[] rows = IntStream.range(0, 100)
                    .mapToObj(i -> world.submission("r" + i, 1))
                    .toArray(NewSubmission[]::new);
            answers.add(LedgerWorld.atOnce(() -> world.store(rows)));
        }

        long stored = answers.stream()
                .flatMap(answer -> answer.join().stream())
                .filter(Intake.Stored.class::isInstance)
                .count();

        assertThat(stored).isEqualTo(100);
        assertThat(world.rows("submission")).isEqualTo(100);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        await().until(() -> latch.getCount() == 0);
    }
}
