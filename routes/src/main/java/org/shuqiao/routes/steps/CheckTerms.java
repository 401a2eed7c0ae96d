package org.shuqiao.routes.steps;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Desensitiser;
import org.shuqiao.mappings.RuleRefused;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.Prohibition;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** Refuses an agreement whose terms could not be obeyed, before any record meets it: unknown fields, classes, transforms,
 * prohibitions that would never act, two permissions for one dataset. */
public final class CheckTerms {
    private final Datasets datasets;
    private final Desensitiser desensitiser;

    public CheckTerms(Datasets datasets, Desensitiser desensitiser) {
        this.datasets = datasets;
        this.desensitiser = desensitiser;
    }

    /** @throws Failure {@link FailureCode#AGREEMENT_INVALID} */
    public void check(Agreement agreement) {
        agreement.prohibitions().forEach(this::checkTarget);
        Set<String> permitted = new HashSet<>();
        for (Agreement.Permission permission : agreement.permissions()) {
            Dataset dataset = datasets.find(permission.dataset())
                    .orElseThrow(() -> invalid("/permission/dataset", "unknown dataset"));
            if (!permitted.add(permission.dataset())) {
                throw invalid("/permission/dataset", "permitted twice");
            }
            try {
                desensitiser.check(dataset, permission.fields());
            } catch (RuleRefused refused) {
                throw invalid(refused.path(), refused.reason().name());
            }
        }
    }

    /** A prohibition of something that does not exist would never act. */
    private void checkTarget(Prohibition prohibition) {
        String named = prohibition.dataset();
        if (named != null && datasets.find(named).isEmpty()) {
            throw invalid("/prohibition/dataset", "unknown dataset");
        }
        boolean exists = datasets.all().stream()
                .filter(dataset -> named == null || dataset.id().equals(named))
                .anyMatch(dataset -> dataset.fields().keySet().stream().anyMatch(prohibition::covers));
        if (!exists) {
            throw invalid("/prohibition/field", RuleRefused.Reason.UNKNOWN_FIELD.name());
        }
    }

    private static Failure invalid(String pointer, String why) {
        return new Failure(FailureCode.AGREEMENT_INVALID, Map.of("pointer", pointer, "why", why));
    }
}
