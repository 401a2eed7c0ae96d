package org.shuqiao.routes.steps;

import java.util.Map;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Desensitiser;
import org.shuqiao.mappings.RuleRefused;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** Refuses an agreement whose terms could not be obeyed, before any record meets it: unknown fields, classes, transforms. */
public final class CheckTerms {
    private final Datasets datasets;
    private final Desensitiser desensitiser;

    public CheckTerms(Datasets datasets, Desensitiser desensitiser) {
        this.datasets = datasets;
        this.desensitiser = desensitiser;
    }

    /** @throws Failure {@link FailureCode#AGREEMENT_INVALID} */
    public void check(Agreement agreement) {
        for (Agreement.Permission permission : agreement.permissions()) {
            Dataset dataset = datasets.find(permission.dataset())
                    .orElseThrow(() -> invalid("/permission/dataset", "unknown dataset"));
            try {
                desensitiser.check(dataset, permission.fields());
            } catch (RuleRefused refused) {
                throw invalid(refused.path(), refused.reason().name());
            }
        }
    }

    private static Failure invalid(String pointer, String why) {
        return new Failure(FailureCode.AGREEMENT_INVALID, Map.of("pointer", pointer, "why", why));
    }
}
