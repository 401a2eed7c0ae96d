package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.ledger.AgreementTermLedger;
import org.shuqiao.routes.ledger.AgreementTermLedger.Term;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the terms of agreements: ends those that are over and warns of those that end, thirty days, seven days and one day before.
 * Of all gateways one writes each warning, as an event and a line in the log; {@link #ending} says it for as long as it is so.
 */
public final class WatchTerms {
    private static final int FIRST_WARNING_DAYS = 30;
    private static final List<Integer> WARN_BEFORE_DAYS = List.of(1, 7, FIRST_WARNING_DAYS);
    private static final Logger LOG = LoggerFactory.getLogger(WatchTerms.class);

    private final AgreementTermLedger ledger;
    private final AgreementBook book;
    private volatile List<Term> ending = List.of();

    public WatchTerms(AgreementTermLedger ledger, AgreementBook book) {
        this.ledger = ledger;
        this.book = book;
    }

    public void look() {
        List<Term> ended = ledger.endOver(Limits.TERMS_PER_LOOK);
        ended.forEach(term -> LOG.warn(
                "agreement {} version {} has ended: its term was over at {}",
                term.id(),
                term.version(),
                term.validUntil()));
        if (!ended.isEmpty()) {
            book.refresh();
        }
        for (int days : WARN_BEFORE_DAYS) {
            ledger.warn(days, Limits.TERMS_PER_LOOK)
                    .forEach(term -> LOG.warn(
                            "agreement {} version {} ends within {} days, at {}",
                            term.id(),
                            term.version(),
                            days,
                            term.validUntil()));
        }
        ending = ledger.endingWithin(FIRST_WARNING_DAYS, Limits.TERMS_PER_LOOK);
    }

    /** Agreements that end within thirty days as of the last look, the first to end first. */
    public List<Term> ending() {
        return ending;
    }
}
