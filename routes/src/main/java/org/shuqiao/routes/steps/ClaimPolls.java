package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.ledger.PollLedger;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PollQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a platform is to be asked for now: what it has that is new, and what did not come before. Nothing while another gateway asks, and
 * while every agreement by which it sends has its windows closed.
 */
public final class ClaimPolls {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimPolls.class);

    private final PollLedger ledger;
    private final PlatformAccess access;
    private final ReturnDescription.Poll poll;
    private final AgreementBook book;
    private final Clock clock;

    public ClaimPolls(
            PollLedger ledger, PlatformAccess access, ReturnDescription.Poll poll, AgreementBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
        this.ledger = ledger;
        this.access = access;
        this.poll = poll;
    }

    public List<PollQuestion> claim() {
        Instant now = clock.instant();
        if (!access.canBeCalled(now) || isClosed(now)) {
            return List.of();
        }
        return ledger.claim(access.id(), Limits.POLL_GAPS_AT_ONCE)
                .map(this::questions)
                .orElse(List.of());
    }

    /** A window of one center holds nobody else up: what comes outside of it is asked for again. */
    private boolean isClosed(Instant now) {
        List<Agreement> agreements = book.inForceFrom(access.id(), now);
        return !agreements.isEmpty()
                && agreements.stream()
                        .flatMap(agreement -> agreement.permissions().stream())
                        .allMatch(permission -> permission.window() != null
                                && !permission.window().isOpen(now));
    }

    private List<PollQuestion> questions(PollLedger.Cursor cursor) {
        List<PollQuestion> questions = new ArrayList<>();
        if (!cursor.gaps().isEmpty()) {
            giveUp();
            cursor.gaps().forEach(gap -> questions.add(new PollQuestion(gap - 1, 1, true)));
        }
        questions.add(new PollQuestion(cursor.seen(), poll.maxBatches(), false));
        return questions;
    }

    private void giveUp() {
        int gaps = ledger.giveUp(access.id(), Duration.ofMillis(poll.gapPatienceMs()));
        if (gaps > 0) {
            LOG.warn("{} batches of {} never came and are waited for no longer", gaps, access.id());
        }
    }
}
