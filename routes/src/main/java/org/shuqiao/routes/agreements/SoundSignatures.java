package org.shuqiao.routes.agreements;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.routes.agreements.Countersignatures.Refusal;
import org.shuqiao.routes.ledger.BookLedger.VersionKey;
import org.shuqiao.routes.ledger.SignatureLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether both parties have signed what an agreement was compiled of. Whoever can write to the ledger can change a document together
 * with its hash, but cannot sign it. Looked at when a version is first decided by, since ten thousand of them would take long at the
 * start, and again when something new is known of certificates. Thread-safe; two threads may look at the same, to the same end.
 */
final class SoundSignatures implements Predicate<Agreement> {
    private static final Logger LOG = LoggerFactory.getLogger(SoundSignatures.class);

    private final SignatureLedger ledger;
    private final Countersignatures rules;
    private final Map<VersionKey, Verdict> verdicts = new ConcurrentHashMap<>();

    SoundSignatures(SignatureLedger ledger, Countersignatures rules) {
        this.ledger = ledger;
        this.rules = rules;
    }

    /** @param by what was known of certificates */
    private record Verdict(TrustedCertificates by, boolean sound) {}

    @Override
    public boolean test(Agreement agreement) {
        VersionKey key = new VersionKey(agreement.id(), agreement.version());
        Verdict known = verdicts.get(key);
        TrustedCertificates now = rules.trusted();
        if (known != null && known.by() == now) {
            return known.sound();
        }
        boolean sound = isSound(agreement, known);
        verdicts.put(key, new Verdict(now, sound));
        return sound;
    }

    /** What only this gateway finds wrong does not undo what it has found right before. */
    private boolean isSound(Agreement agreement, @Nullable Verdict before) {
        List<Refusal> refusals = ledger.accepted(agreement.id(), agreement.version())
                .map(accepted -> refusals(agreement, accepted))
                .orElseGet(() -> List.of(Refusal.UNREADABLE));
        boolean wasSound = before != null && before.sound();
        boolean sound = refusals.isEmpty() || (wasSound && refusals.stream().noneMatch(Refusal::certain));
        if (!sound) {
            LOG.error(
                    "agreement {} version {} is not decided by: {} {}",
                    agreement.id(),
                    agreement.version(),
                    refusals.get(0).party(),
                    refusals.get(0).rule());
        }
        return sound;
    }

    private List<Refusal> refusals(Agreement agreement, SignatureLedger.Accepted accepted) {
        try {
            AgreementDocument document = AgreementDocument.parse(accepted.document());
            return document.hashHex().equals(agreement.hash())
                    ? rules.refusalsOfAccepted(document, accepted.acceptedAt())
                    : List.of(Refusal.UNREADABLE);
        } catch (RuntimeException unreadable) { // dropped on purpose: it may quote the document
            return List.of(Refusal.UNREADABLE);
        }
    }

    boolean isRefused(VersionKey key) {
        Verdict known = verdicts.get(key);
        return known != null && !known.sound();
    }
}
