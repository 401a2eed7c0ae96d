package org.shuqiao.routes.steps;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Agreement.SubjectConsent;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ConsentLedger;
import org.shuqiao.routes.ledger.ConsentLedger.Consent;

/**
 * The consent of the enterprise that a record is about, whichever way the record goes. The record itself names no consent, so any of its
 * subject's that covers it will do, unless an agreement names those that count.
 */
final class SubjectConsents {
    private final Datasets datasets;
    private final ConsentLedger consents;

    SubjectConsents(Datasets datasets, ConsentLedger consents) {
        this.datasets = datasets;
        this.consents = consents;
    }

    /**
     * What was found; exactly one of the two is null.
     *
     * @param refused CONSENT, or CONSENT_WITHDRAWN where there was one
     */
    record Found(@Nullable Consent consent, @Nullable ReasonCode refused) {}

    /** @param binding the agreements that bind the record */
    static boolean isDemanded(List<Agreement> binding) {
        return binding.stream().anyMatch(agreement -> agreement.subjectConsent().required());
    }

    Found find(CanonicalRecord record, List<Agreement> binding, Instant now) {
        String owner = datasets.find(record.dataset())
                .flatMap(Dataset::subject)
                .map(path -> record.json().at(path).asString(""))
                .orElse("");
        List<Consent> covering = consents
                .covering(record.centerId(), owner, record.dataset(), record.recordId(), Limits.CONSENTS_LOOKED_AT)
                .stream()
                .filter(consent -> isNamed(binding, consent.id()))
                .toList();
        return covering.stream()
                .filter(consent -> consent.isValidAt(now))
                .findFirst()
                .map(consent -> new Found(consent, null))
                .orElseGet(() -> new Found(
                        null,
                        covering.stream().anyMatch(consent -> consent.withdrawnAt() != null)
                                ? ReasonCode.CONSENT_WITHDRAWN
                                : ReasonCode.CONSENT));
    }

    /** An agreement that demands it may name the consents that count; any that covers the record will do for one that names none. */
    static boolean isNamed(List<Agreement> binding, String consent) {
        return binding.stream()
                .map(Agreement::subjectConsent)
                .allMatch(demanded -> !demanded.required()
                        || demanded.ids().isEmpty()
                        || demanded.ids().contains(consent));
    }

    /** The step in the trail: which consents count, where an agreement names them; never the record's own. */
    static Decision.Step step(List<Agreement> binding, @Nullable ReasonCode reason) {
        List<String> named = binding.stream()
                .map(Agreement::subjectConsent)
                .filter(SubjectConsent::required)
                .flatMap(demanded -> demanded.ids().stream())
                .toList();
        return new Decision.Step("consent", null, named.isEmpty() ? null : named, reason);
    }
}
