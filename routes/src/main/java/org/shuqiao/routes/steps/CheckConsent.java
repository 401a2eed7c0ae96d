package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Dataset.ConsentRule;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ConsentLedger;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import org.shuqiao.routes.ledger.Publication;

/**
 * Decides on the record whether its owner consents (step 9 of the decision order), where its dataset or an agreement that binds it
 * demands that, and from when until when it may be shown. The claim decides again on the consent.
 */
public final class CheckConsent {
    private final Datasets datasets;
    private final ConsentLedger consents;
    private final SubjectConsents subjects;
    private final Clock clock;

    public CheckConsent(Datasets datasets, ConsentLedger consents, Clock clock) {
        this.datasets = datasets;
        this.consents = consents;
        this.subjects = new SubjectConsents(datasets, consents);
        this.clock = clock;
    }

    /** @throws TransferStopped where a consent is needed and none stands, or its window has ended */
    public AgreedSubmission check(AgreedSubmission agreed) {
        CanonicalRecord record = agreed.claimed().record();
        ConsentRule rule =
                datasets.find(record.dataset()).flatMap(Dataset::consentRule).orElse(null);
        if (rule == null) {
            return checkSubject(agreed);
        }
        Instant now = clock.instant();
        Instant from = rule.from() == null ? null : ChinaTime.instant(text(record, rule.from()));
        Instant until = ChinaTime.end(text(record, rule.to()));
        String id = text(record, rule.consent());
        Consent consent = consents.find(record.centerId(), id).orElse(null);
        if (consent == null
                || until == null
                || !SubjectConsents.isNamed(agreed.permit().agreements(), id)
                || !consent.covers(text(record, rule.owner()), record.dataset(), record.recordId())) {
            throw refused(agreed, ReasonCode.CONSENT);
        }
        Instant leaves = from != null && from.isAfter(now) ? from : now;
        ReasonCode refused = refusal(consent, leaves, until);
        if (refused != null) {
            throw refused(agreed, refused);
        }
        return decided(agreed, null).shown(new Publication(id, leaves.isAfter(now) ? leaves : null, until));
    }

    private AgreedSubmission checkSubject(AgreedSubmission agreed) {
        CanonicalRecord record = agreed.claimed().record();
        List<Agreement> binding = agreed.permit().agreements();
        if (!SubjectConsents.isDemanded(binding) || record.dataset().equals(Dataset.TAKE_DOWN)) {
            return agreed;
        }
        SubjectConsents.Found found = subjects.find(record, binding, clock.instant());
        Consent consent = found.consent();
        if (consent == null) {
            throw refused(agreed, Objects.requireNonNull(found.refused()));
        }
        return decided(agreed, null).shown(new Publication(consent.id(), null, consent.until()));
    }

    private static TransferStopped refused(AgreedSubmission agreed, ReasonCode reason) {
        return new TransferStopped(decided(agreed, reason).denied(reason));
    }

    private static AgreedSubmission decided(AgreedSubmission agreed, @Nullable ReasonCode reason) {
        return agreed.decided(SubjectConsents.step(agreed.permit().agreements(), reason));
    }

    private static @Nullable ReasonCode refusal(Consent consent, Instant leaves, Instant until) {
        if (consent.withdrawnAt() != null) {
            return ReasonCode.CONSENT_WITHDRAWN;
        }
        if (!leaves.isBefore(until)) {
            return ReasonCode.PUBLISH_WINDOW;
        }
        return consent.isValidAt(leaves) ? null : ReasonCode.CONSENT;
    }

    private static String text(CanonicalRecord record, String path) {
        return record.json().at(path).asString("");
    }
}
