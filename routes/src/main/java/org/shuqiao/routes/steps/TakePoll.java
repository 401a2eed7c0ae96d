package org.shuqiao.routes.steps;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.FailureKind;
import org.shuqiao.routes.ledger.PollLedger;
import org.shuqiao.routes.platforms.PollQuestion;
import org.shuqiao.routes.platforms.ReadPoll.Page;
import org.shuqiao.routes.platforms.ReadPoll.Polled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the batches of a poll, in the order of their places, through the same journey as those that a platform sends by itself. A batch
 * that is none is passed over and remembered, one that an agreement lets in later is asked for again then; a fault of ours ends the turn,
 * and the next one begins at the same place.
 */
public final class TakePoll {
    private static final Logger LOG = LoggerFactory.getLogger(TakePoll.class);

    private final PollLedger ledger;
    private final String platform;
    private final Consumer<ReceivedReturn> journey;

    /** @param journey throws a {@link Failure} where a batch is not taken; a repeated one is no failure */
    public TakePoll(PollLedger ledger, String platform, Consumer<ReceivedReturn> journey) {
        this.ledger = ledger;
        this.platform = platform;
        this.journey = journey;
    }

    public void take(Page page) {
        PollQuestion question = page.question();
        if (!page.answered()) {
            LOG.warn("{} did not answer a poll as it should", platform);
            return;
        }
        long expected = question.after() + 1;
        for (Polled batch : wanted(page)) {
            if (batch.seq() < expected) {
                continue;
            }
            if (batch.seq() - expected > Limits.POLL_JUMP) {
                LOG.warn("{} jumps from {} to {} in its sequence", platform, expected, batch.seq());
                return;
            }
            if (!question.forGap()) {
                ledger.missing(
                        platform,
                        LongStream.range(expected, batch.seq()).boxed().toList());
            }
            take(batch);
            expected = batch.seq() + 1;
        }
        if (question.forGap() && expected == question.after() + 1) {
            ledger.notThere(platform, expected);
        }
    }

    private void take(Polled batch) {
        try {
            ledger.done(platform, batch.seq(), !isTaken(batch));
        } catch (Failure later) {
            if (later.code() != FailureCode.NOT_NOW) {
                throw later;
            }
            long seconds = ((Number) Objects.requireNonNull(later.facts().get("retryAfterSeconds"))).longValue();
            ledger.held(platform, batch.seq(), Duration.ofSeconds(seconds));
        }
    }

    /** Of the answer to a question for a gap only what was asked for; the rest is read in its own turn. */
    private static List<Polled> wanted(Page page) {
        PollQuestion question = page.question();
        return page.batches().stream()
                .filter(batch -> !question.forGap() || batch.seq() <= question.last())
                .toList();
    }

    /** @throws Failure for a fault that is not the platform's */
    private boolean isTaken(Polled batch) {
        byte[] body = batch.body();
        if (body == null) {
            return false;
        }
        try {
            journey.accept(
                    new ReceivedReturn(platform, batch.dataset(), batch.timestamp(), batch.signature(), body, true));
            return true;
        } catch (Failure failure) {
            if (failure.code().kind() != FailureKind.SENDER) {
                throw failure;
            }
            LOG.warn("batch {} of {} is refused: {}", batch.seq(), platform, failure.code());
            return false;
        }
    }
}
