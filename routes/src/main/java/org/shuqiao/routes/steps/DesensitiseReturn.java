package org.shuqiao.routes.steps;

import java.util.Set;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * Applies the transforms that the agreement demands, visitors' personal data first of all. A field without a rule never survives: it is
 * stripped or a reason to deny, as agreed.
 */
public final class DesensitiseReturn {
    /** What every record carries for whoever passes it on; without a rule it is stripped, whatever was agreed on other fields. */
    private static final Set<String> ENVELOPE = Set.of(
            "/record_id",
            "/version",
            "/center_id",
            "/scheme",
            "/schema_version",
            "/period",
            "/region",
            "/created_at",
            "/source_hash");

    private final Datasets datasets;
    private final Desensitiser desensitiser;

    public DesensitiseReturn(Datasets datasets, Desensitiser desensitiser) {
        this.datasets = datasets;
        this.desensitiser = desensitiser;
    }

    public ReturnedBatch<ReturnedRow.Masked> desensitise(ReturnedBatch<ReturnedRow.Agreed> batch) {
        Dataset dataset = datasets.find(batch.call().dataset()).orElseThrow();
        return batch.map(row -> masked(dataset, row));
    }

    private ReturnedRow.Masked masked(Dataset dataset, ReturnedRow.Agreed row) throws RowRefused {
        Desensitised values = values(dataset, row);
        if (!values.missing().isEmpty()) {
            throw new RowRefused(ReasonCode.FIELD_MISSING);
        }
        if (!row.permit().terms().stripsUnlisted() && values.stripped().stream().anyMatch(p -> isUnlisted(values, p))) {
            throw new RowRefused(ReasonCode.FIELD_UNLISTED);
        }
        if (!values.notMasked(desensitiser.results()).isEmpty()) {
            throw new RowRefused(ReasonCode.TRANSFORM_MISSING);
        }
        if (!values.above(row.permit().terms().ceilings(), desensitiser.results())
                .isEmpty()) {
            throw new RowRefused(ReasonCode.CLASS_CEILING);
        }
        return new ReturnedRow.Masked(row, values);
    }

    private static boolean isUnlisted(Desensitised values, String path) {
        return !values.rules().containsKey(path) && !ENVELOPE.contains(path);
    }

    private Desensitised values(Dataset dataset, ReturnedRow.Agreed row) {
        CanonicalRecord record = row.received().record();
        return desensitiser.apply(dataset, record, row.permit().terms().fields(), record.centerId());
    }
}
