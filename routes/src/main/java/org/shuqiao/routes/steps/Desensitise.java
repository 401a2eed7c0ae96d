package org.shuqiao.routes.steps;

import java.util.Set;
import java.util.function.BiFunction;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.Redaction;
import org.shuqiao.routes.agreements.Terms;
import org.shuqiao.routes.ledger.Preparation;

/** Applies the transforms that the agreement demands; a field without a rule never survives. */
public final class Desensitise {
    private final Datasets datasets;
    private final Desensitiser desensitiser;
    private final BiFunction<String, Set<String>, Redaction> redactions;

    /** @param redactions of free texts, by center and the source paths that an officer had redacted */
    public Desensitise(
            Datasets datasets, Desensitiser desensitiser, BiFunction<String, Set<String>, Redaction> redactions) {
        this.redactions = redactions;
        this.datasets = datasets;
        this.desensitiser = desensitiser;
    }

    /** @throws org.shuqiao.certs.KeyUnavailable where there is no masking key for the record; it is prepared again later */
    public DesensitisedRecord desensitise(AgreedSubmission agreed) {
        ClaimedRecord claimed = agreed.claimed();
        Dataset dataset = datasets.find(claimed.record().dataset()).orElseThrow();
        Terms terms = agreed.permit().terms();
        Preparation.Again again = claimed.preparation().transfer();
        Redaction redaction =
                redactions.apply(claimed.preparation().center(), again == null ? Set.of() : again.redacted());
        return new DesensitisedRecord(
                agreed,
                desensitiser.apply(
                        dataset,
                        claimed.record(),
                        terms.fields(),
                        claimed.platform().id(),
                        terms.duties(),
                        redaction));
    }
}
