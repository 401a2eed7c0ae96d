package org.shuqiao.routes.steps;

import java.util.Map;
import java.util.UUID;
import org.shuqiao.mappings.Mark;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.keys.RecordSeals;
import org.shuqiao.routes.ledger.SealedLedger;
import org.shuqiao.routes.ledger.SealedLedger.NewSealed;
import org.shuqiao.routes.ledger.Uuid7;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Takes a marked record out of everybody's sight before any other step: it goes nowhere, and people decide about it. */
public final class SealRecord {
    private static final Logger LOG = LoggerFactory.getLogger(SealRecord.class);

    private final SealedLedger ledger;
    private final RecordSeals seals;
    private final Uuid7 ids;

    public SealRecord(SealedLedger ledger, RecordSeals seals, Uuid7 ids) {
        this.ledger = ledger;
        this.seals = seals;
        this.ids = ids;
    }

    /** What a record of this mark is answered with: the reason, and nothing of the record. */
    static ReasonCode reason(Mark mark) {
        return switch (mark) {
            case IMPORTANT -> ReasonCode.CLASS_IMPORTANT;
            case SECRET -> ReasonCode.STATE_SECRET;
        };
    }

    static FailureCode code(Mark mark) {
        return switch (mark) {
            case IMPORTANT -> FailureCode.CLASS_IMPORTANT;
            case SECRET -> FailureCode.STATE_SECRET;
        };
    }

    /**
     * Returns after the commit.
     *
     * @return what the center is told: the id under which an officer knows the record
     * @throws Failure {@link FailureCode#TOO_BUSY} where the center has too many that no officer has dealt with, {@link
     *     FailureCode#LEDGER_UNAVAILABLE}; then it is not sealed
     */
    Failure seal(ReceivedBody received, Mark mark) {
        UUID id = ids.next();
        String center = received.center();
        NewSealed sealed = new NewSealed(
                id,
                center,
                received.dataset(),
                reason(mark).name(),
                seals.fingerprint(received.body()),
                seals.seal(received.body(), id, center));
        UUID kept = store(sealed);
        LOG.warn("a record of {} for {} is {} and was sealed as {}", center, received.dataset(), reason(mark), kept);
        return new Failure(code(mark), Map.of("sealed", kept.toString()));
    }

    private UUID store(NewSealed sealed) {
        try {
            return ledger.seal(sealed, Limits.SEALED_PER_CENTER)
                    .orElseThrow(() -> new Failure(FailureCode.TOO_BUSY, Map.of("what", "sealed records")));
        } catch (DataAccessException | TransactionException away) {
            throw new Failure(FailureCode.LEDGER_UNAVAILABLE, Map.of(), away);
        }
    }
}
