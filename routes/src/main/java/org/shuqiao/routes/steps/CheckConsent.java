package org.shuqiao.routes.steps;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Dataset.ConsentRule;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Agreement.SubjectConsent;
import org.shuqiao.routes.agreements.Decision;
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
            return checkSubject(agreed);
        }
        Instant now = clock.instant();
        Instant from = rule.from() == null ? null : ChinaTime.instant(text(record, rule.from()));
        Instant until = ChinaTime.end(text(record, rule.to()));
        String id = text(record, rule.consent());
        Consent consent = consents.find(record.centerId(), id).orElse(null);
        if (consent == null
                || until == null
                || !isNamed(agreed, id)
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

    /** An agreement that demands it may name the consents that count; any that covers the record will do for one that names none. */
    private static boolean isNamed(AgreedSubmission agreed, String consent) {
        return agreed.permit().agreements().stream()
                .map(Agreement::subjectConsent)
                .allMatch(demanded -> !demanded.required()
                        || demanded.ids().isEmpty()
                        || demanded.ids().contains(consent));
    }

    /** The record itself names no consent, so any of its subject's that covers it will do. */
    private AgreedSubmission checkSubject(AgreedSubmission agreed) {
        boolean demanded = agreed.permit().agreements().stream()
                .anyMatch(agreement -> agreement.subjectConsent().required());
        CanonicalRecord record = agreed.claimed().record();
        if (!demanded || record.dataset().equals(Dataset.TAKE_DOWN)) {
            return agreed;
        }
        String owner = datasets.find(record.dataset())
                .flatMap(Dataset::subject)
                .map(path -> text(record, path))
                .orElse("");
        List<Consent> covering = consents
                .covering(record.centerId(), owner, record.dataset(), record.recordId(), Limits.CONSENTS_LOOKED_AT)
                .stream()
                .filter(consent -> isNamed(agreed, consent.id()))
                .toList();
        Instant now = clock.instant();
        return covering.stream()
                .filter(consent -> consent.isValidAt(now))
                .findFirst()
                .map(consent -> decided(agreed, null).shown(new Publication(consent.id(), null, consent.until())))
                .orElseThrow(() -> refused(
                        agreed,
                        covering.stream().anyMatch(consent -> consent.withdrawnAt() != null)
                                ? ReasonCode.CONSENT_WITHDRAWN
                                : ReasonCode.CONSENT));
    }

    private static TransferStopped refused(AgreedSubmission agreed, ReasonCode reason) {
        return new TransferStopped(decided(agreed, reason).denied(reason));
    }

    /** The step in the trail: which consents count, where an agreement names them; never the record's own. */
    private static AgreedSubmission decided(AgreedSubmission agreed, @Nullable ReasonCode reason) {
        List<String> named = agreed.permit().agreements().stream()
                .map(Agreement::subjectConsent)
                .filter(SubjectConsent::required)
                .flatMap(demanded -> demanded.ids().stream())
                .toList();
        return agreed.decided(new Decision.Step("consent", null, named.isEmpty() ? null : named, reason));
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
