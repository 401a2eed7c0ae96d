package org.shuqiao.routes.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.PollLedger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.PollQuestion;
import org.shuqiao.routes.platforms.ReadPoll.Page;
import org.shuqiao.routes.platforms.ReadPoll.Polled;

class TakePollTest {
    private static final String PLATFORM = "capability-center";

    private static TestDatabase database;
    private static PollLedger ledger;

    private final List<String> taken = new ArrayList<>();
    private Failure fault;
    private final TakePoll step = new TakePoll(ledger, PLATFORM, this::journey);

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        Ledger.Times times = new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));
        Leaves leaves = new Leaves(new Uuid7(Clock.systemUTC(), new SecureRandom()), LogHash.SM3, Clock.systemUTC());
        ledger = new Ledger(database.dataSource(), "gateway-1", times, leaves).polls();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
        ledger.claim(PLATFORM, 10);
    }

    private void journey(ReceivedReturn received) {
        assertThat(received.polled()).isTrue();
        if (fault != null) {
            throw fault;
        }
        taken.add(new String(received.body(), UTF_8));
    }

    private static Page page(long after, boolean forGap, long... places) {
        return new Page(
                new PollQuestion(after, 10, forGap),
                true,
                Arrays.stream(places)
                        .mapToObj(seq -> new Polled(seq, "booking", "1", ("" + seq).getBytes(UTF_8), ""))
                        .toList());
    }

    private static PollLedger.Cursor cursor() {
        return ledger.claim(PLATFORM, 10).orElseThrow();
    }

    @Test
    void takesBatchesInTheOrderOfTheirPlacesAndEachOnce() {
        step.take(page(0, false, 1, 2, 2, 3));

        assertThat(taken).containsExactly("1", "2", "3");
        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(3, List.of()));
    }

    @Test
    void remembersWhatDidNotCome() {
        step.take(page(0, false, 2, 5));

        assertThat(taken).containsExactly("2", "5");
        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(5, List.of(1L, 3L, 4L)));
    }

    @Test
    void takesForAGapOnlyWhatWasAskedFor() {
        step.take(page(0, false, 3));
        step.take(
                new Page(new PollQuestion(0, 1, true), true, page(0, true, 1, 7).batches()));

        assertThat(taken).containsExactly("3", "1");
        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(3, List.of(2L)));
    }

    @Test
    void passesOverWhatIsNoBatchOfThePlatform() {
        fault = new Failure(FailureCode.SENDER_REFUSED, Map.of("why", "SIGNATURE"));
        step.take(page(0, false, 1));
        fault = null;
        step.take(new Page(new PollQuestion(1, 10, false), true, List.of(new Polled(2, "booking", "1", null, ""))));

        assertThat(taken).isEmpty();
        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(2, List.of()));
        assertThat(ledger.gaps(PLATFORM, 10)).extracting(PollLedger.Gap::reason).containsExactly("REFUSED", "REFUSED");
    }

    @Test
    void beginsAtTheSamePlaceAgainAfterAFaultOfOurs() {
        fault = new Failure(FailureCode.HELD);
        assertThatThrownBy(() -> step.take(page(0, false, 1, 2))).isSameAs(fault);

        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(0, List.of()));
    }

    @Test
    void asksAgainLaterForWhatAnAgreementLetsInLaterAndHoldsNobodyUpMeanwhile() {
        fault = new Failure(FailureCode.NOT_NOW, Map.of("reason", "WINDOW", "retryAfterSeconds", 3600L));
        step.take(page(0, false, 1));
        fault = null;
        step.take(page(1, false, 2));

        assertThat(taken).containsExactly("2");
        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(2, List.of()));
        assertThat(ledger.giveUp(PLATFORM, Duration.ZERO)).isZero();
        letHoldsEnd();
        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(2, List.of(1L)));

        step.take(page(0, true, 1));
        assertThat(taken).containsExactly("2", "1");
        assertThat(ledger.gaps(PLATFORM, 10)).isEmpty();
    }

    @Test
    void aHeldBatchThatThePlatformHasNoMoreIsWaitedForLikeAnyOther() {
        fault = new Failure(FailureCode.NOT_NOW, Map.of("reason", "QUOTA_DAY", "retryAfterSeconds", 3600L));
        step.take(page(0, false, 1));
        letHoldsEnd();

        step.take(page(0, true));

        assertThat(ledger.gaps(PLATFORM, 10)).extracting(PollLedger.Gap::reason).containsExactly("MISSING");
        assertThat(ledger.giveUp(PLATFORM, Duration.ofHours(1))).isZero();
        assertThat(ledger.giveUp(PLATFORM, Duration.ZERO)).isEqualTo(1);
    }

    private static void letHoldsEnd() {
        database.jdbc().update("UPDATE poll_gap SET held_until = now() WHERE held_until IS NOT NULL");
    }

    @Test
    void believesNoLongJump() {
        step.take(page(0, false, 1, 2 + Limits.POLL_JUMP + 1));

        assertThat(taken).containsExactly("1");
        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(1, List.of()));
    }

    @Test
    void leavesEverythingAsItIsWhereThePlatformDoesNotAnswer() {
        step.take(new Page(new PollQuestion(0, 10, false), false, List.of()));

        assertThat(cursor()).isEqualTo(new PollLedger.Cursor(0, List.of()));
    }
}
