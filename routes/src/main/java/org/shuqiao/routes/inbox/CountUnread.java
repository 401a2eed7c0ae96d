package org.shuqiao.routes.inbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.InboxLedger.Figures;
import org.shuqiao.routes.ledger.InboxLedger.Unread;
import org.shuqiao.routes.steps.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what centers leave unread, and warns once of each that has left something for too long. Nothing is lost by that: it stays
 * until it is read.
 */
public final class CountUnread {
    private static final Logger LOG = LoggerFactory.getLogger(CountUnread.class);

    private final InboxLedger ledger;
    private final Duration warnAge;
    private final Clock clock;
    private final Set<String> warned = new HashSet<>();
    private volatile Figures figures = Figures.NONE;

    /** @param warnAge after which an unread message is worth a warning */
    public CountUnread(InboxLedger ledger, Duration warnAge, Clock clock) {
        this.ledger = ledger;
        this.warnAge = warnAge;
        this.clock = clock;
    }

    public synchronized void count() {
        Instant before = clock.instant().minus(warnAge);
        figures = ledger.figures(before);
        List<Unread> neglected = ledger.unread(Limits.INBOXES_LISTED).stream()
                .filter(unread -> unread.oldestAt().isBefore(before))
                .toList();
        warned.retainAll(neglected.stream().map(Unread::center).toList());
        for (Unread unread : neglected) {
            if (warned.add(unread.center())) {
                LOG.warn(
                        "center {} has not collected {} messages, the first since {}",
                        unread.center(),
                        unread.lastSeq() - unread.ackedSeq(),
                        unread.oldestAt());
            }
        }
    }

    /** As of the last count. */
    public Figures figures() {
        return figures;
    }

    /** How long the oldest unread message has waited; zero where all is read. */
    public Duration oldest() {
        Instant at = figures.oldestAt();
        return at == null ? Duration.ZERO : Duration.between(at, clock.instant());
    }
}
