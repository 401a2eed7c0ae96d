package org.shuqiao.routes.steps;

import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.routes.agreements.Terms;

/** Applies the transforms that the agreement demands; a field without a rule never survives. */
public final class Desensitise {
    private final Datasets datasets;
    private final Desensitiser desensitiser;

    public Desensitise(Datasets datasets, Desensitiser desensitiser) {
        this.datasets = datasets;
        this.desensitiser = desensitiser;
    }

    /** @throws org.shuqiao.certs.KeyUnavailable where there is no masking key for the record; it is prepared again later */
    public DesensitisedRecord desensitise(AgreedSubmission agreed) {
        ClaimedRecord claimed = agreed.claimed();
        Dataset dataset = datasets.find(claimed.record().dataset()).orElseThrow();
        Terms terms = agreed.permit().terms();
        return new DesensitisedRecord(
                agreed,
                desensitiser.apply(
                        dataset, claimed.record(), terms.fields(), claimed.platform().id(), terms.duties()));
    }
}
