package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Dataset.ConsentRule;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ConsentLedger;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;
import org.shuqiao.routes.ledger.Publication;

/**
 * Decides on the record whether its owner consents (step 9 of the decision order), and from when until when it may be shown. The claim
 * decides again on the consent.
 */
public final class CheckConsent {
    private final Datasets datasets;
    private final ConsentLedger consents;
    private final Clock clock;

    public CheckConsent(Datasets datasets, ConsentLedger consents, Clock clock) {
        this.datasets = datasets;
        this.consents = consents;
        this.clock = clock;
    }

    /** @throws TransferStopped where a consent is needed and none stands, or its window has ended */
    public AgreedSubmission check(AgreedSubmission agreed) {
        CanonicalRecord record = agreed.claimed().record();
        ConsentRule rule =
                datasets.find(record.dataset()).flatMap(Dataset::consentRule).orElse(null);
        if (rule == null) {
            return agreed;
        }
        Instant now = clock.instant();
        Instant from = rule.from() == null ? null : ChinaTime.instant(text(record, rule.from()));
        Instant until = ChinaTime.end(text(record, rule.to()));
        String id = text(record, rule.consent());
        Consent consent = consents.find(record.centerId(), id).orElse(null);
        if (consent == null
                || until == null
                || !consent.covers(text(record, rule.owner()), record.dataset(), record.recordId())) {
            throw new TransferStopped(agreed.denied(ReasonCode.CONSENT));
        }
        Instant leaves = from != null && from.isAfter(now) ? from : now;
        ReasonCode refused = refusal(consent, leaves, until);
        if (refused != null) {
            throw new TransferStopped(agreed.denied(refused));
        }
        return agreed.shown(new Publication(id, leaves.isAfter(now) ? leaves : null, until));
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
