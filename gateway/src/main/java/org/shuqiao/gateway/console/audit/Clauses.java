package org.shuqiao.gateway.console.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.ledger.AgreementLedger;

/** What agreements say of fields, each version read once for one page. For one thread. */
final class Clauses {
    private final AgreementLedger agreements;
    private final Map<String, Agreement> read = new HashMap<>();

    Clauses(AgreementLedger agreements) {
        this.agreements = agreements;
    }

    /** Every field that a version lists for a dataset, in its order. */
    List<FieldRule> of(String agreement, int version, String dataset) {
        return read.computeIfAbsent(agreement + "@" + version, name -> read(agreement, version))
                .permissionFor(dataset)
                .map(Agreement.Permission::fields)
                .orElse(List.of());
    }

    Optional<FieldRule> of(String agreement, int version, String dataset, String path) {
        return of(agreement, version, dataset).stream()
                .filter(rule -> rule.path().equals(path))
                .findFirst();
    }

    /** The state is not asked for: what a version said does not change with it. */
    private Agreement read(String agreement, int version) {
        return AgreementDocument.parse(
                        agreements.find(agreement, version).orElseThrow().document())
                .agreement(Agreement.State.ACTIVE);
    }
}
