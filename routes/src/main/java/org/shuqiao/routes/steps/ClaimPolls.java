package org.shuqiao.routes.steps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.shuqiao.mappings.platforms.ReturnDescription;
import org.shuqiao.routes.ledger.PollLedger;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PollQuestion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a platform is to be asked for now: what it has that is new, and what did not come before. Nothing while another gateway asks. */
public final class ClaimPolls {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimPolls.class);

    private final PollLedger ledger;
    private final PlatformAccess access;
    private final ReturnDescription.Poll poll;

    public ClaimPolls(PollLedger ledger, PlatformAccess access, ReturnDescription.Poll poll) {
        this.ledger = ledger;
        this.access = access;
        this.poll = poll;
    }

    public List<PollQuestion> claim() {
        if (!access.canBeCalled()) {
            return List.of();
        }
        return ledger.claim(access.id(), Limits.POLL_GAPS_AT_ONCE)
                .map(this::questions)
                .orElse(List.of());
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
