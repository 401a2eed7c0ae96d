package org.shuqiao.routes.steps;

import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Desensitiser;

/** Applies the transforms that the agreement demands; a field without a rule never survives. */
public final class Desensitise {
    private final Datasets datasets;
    private final Desensitiser desensitiser;

    public Desensitise(Datasets datasets, Desensitiser desensitiser) {
        this.datasets = datasets;
        this.desensitiser = desensitiser;
    }

    public DesensitisedRecord desensitise(AgreedSubmission agreed) {
        ClaimedRecord claimed = agreed.claimed();
        Dataset dataset = datasets.find(claimed.record().dataset()).orElseThrow();
        return new DesensitisedRecord(
                agreed,
                desensitiser.apply(
                        dataset,
                        claimed.record(),
                        agreed.permit().permission().fields(),
                        claimed.platform().id()));
    }
}
