package org.shuqiao.routes.steps;

import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.routes.agreements.Terms;

/** Applies the transforms that the agreement demands; a field without a rule never survives. */
public final class Desensitise {
    private final Datasets datasets;
    private final Desensitiser desensitiser;
    private final MaskingKeys keys;

    /** @param keys the same as those of the desensitiser */
    public Desensitise(Datasets datasets, Desensitiser desensitiser, MaskingKeys keys) {
        this.datasets = datasets;
        this.desensitiser = desensitiser;
        this.keys = keys;
    }

    /** One record has pseudonyms of one key: where the key changes meanwhile, the record is done again with the new one. */
    public DesensitisedRecord desensitise(AgreedSubmission agreed) {
        String consumer = agreed.claimed().platform().id();
        String version;
        Desensitised values;
        do {
            version = keys.version(consumer);
            values = apply(agreed, consumer);
        } while (!version.equals(keys.version(consumer)));
        return new DesensitisedRecord(agreed, values);
    }

    private Desensitised apply(AgreedSubmission agreed, String consumer) {
        ClaimedRecord claimed = agreed.claimed();
        Dataset dataset = datasets.find(claimed.record().dataset()).orElseThrow();
        Terms terms = agreed.permit().terms();
        return desensitiser.apply(dataset, claimed.record(), terms.fields(), consumer, terms.duties());
    }
}
