package org.shuqiao.routes.agreements;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes agreements of what the ledger holds. A version's document never changes, so each is read once for each state, and one that this
 * version of the gateway cannot read is tried once: it was stored by another one.
 */
final class AgreementReader {
    private static final Logger LOG = LoggerFactory.getLogger(AgreementReader.class);

    private final Map<String, Optional<Agreement>> read = new ConcurrentHashMap<>();

    /** @param left gets what cannot be read */
    Optional<Agreement> read(StoredAgreement stored, List<StoredAgreement> left) {
        Agreement.State state = Agreement.State.valueOf(stored.state().name());
        Optional<Agreement> agreement = read.compute(stored.id() + "@" + stored.version(), (key, known) -> {
            if (known == null) {
                return parsed(stored, state);
            }
            return known.isEmpty() || known.get().state() == state ? known : parsed(stored, state);
        });
        if (agreement.isEmpty()) {
            left.add(stored);
        }
        return agreement;
    }

    private static Optional<Agreement> parsed(StoredAgreement stored, Agreement.State state) {
        try {
            return Optional.of(AgreementDocument.parse(stored.document()).agreement(state));
        } catch (RuntimeException unreadable) {
            LOG.error(
                    "agreement {} version {} ({}) cannot be read by this gateway and is left out: {}",
                    stored.id(),
                    stored.version(),
                    stored.state(),
                    unreadable.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** @throws Failure {@link FailureCode#HELD} where one that is not over is between these parties */
    static void requireReadable(List<StoredAgreement> left, String center, String platform) {
        for (StoredAgreement one : left) {
            boolean lives = one.state() == AgreementState.ACTIVE || one.state() == AgreementState.SUSPENDED;
            if (lives && one.center().equals(center) && one.platform().equals(platform)) {
                throw new Failure(FailureCode.HELD, Map.of("agreement", one.id(), "why", "AGREEMENT_UNREADABLE"));
            }
        }
    }
}
