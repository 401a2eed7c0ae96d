package org.shuqiao.routes.steps;

import java.util.Set;
import java.util.function.BiFunction;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.mappings.masking.Redaction;
import org.shuqiao.routes.ledger.Preparation;

/** Applies the transforms that the agreement demands; a field without a rule never survives. */
public final class Desensitise {
    private final Datasets datasets;
    private final Desensitiser desensitiser;
    private final MaskingKeys keys;
    private final BiFunction<String, Set<String>, Redaction> redactions;

    /**
     * @param keys the same as those of the desensitiser
     * @param redactions of free texts, by center and the source paths that an officer had redacted
     */
    public Desensitise(
            Datasets datasets,
            Desensitiser desensitiser,
            MaskingKeys keys,
            BiFunction<String, Set<String>, Redaction> redactions) {
        this.redactions = redactions;
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
        Preparation.Again again = claimed.preparation().transfer();
        Redaction redaction =
                redactions.apply(claimed.preparation().center(), again == null ? Set.of() : again.redacted());
        return desensitiser.apply(
                dataset, claimed.record(), agreed.permit().terms().fields(), consumer, redaction);
    }
}
