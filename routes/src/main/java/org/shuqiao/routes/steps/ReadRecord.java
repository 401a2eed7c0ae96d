package org.shuqiao.routes.steps;

import java.util.Map;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.MalformedRecord;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.platforms.PlatformDirectory;

/** Parses a body once and validates it against its dataset; nothing that fails here is stored. */
public final class ReadRecord {
    private final Datasets datasets;
    private final PlatformDirectory platforms;
    private final NewRows rows;

    public ReadRecord(Datasets datasets, PlatformDirectory platforms, NewRows rows) {
        this.datasets = datasets;
        this.platforms = platforms;
        this.rows = rows;
    }

    public ReadSubmission read(ReceivedBody received) {
        Dataset dataset = dataset(received.dataset());
        CanonicalRecord record = parse(dataset, received.body());
        if (!record.centerId().equals(received.center())) {
            throw new Failure(FailureCode.CENTER_MISMATCH, Map.of("pointer", "/center_id"));
        }
        return new ReadSubmission(record, rows.received(record, received));
    }

    /** What no platform takes would be accepted and then forgotten. */
    private Dataset dataset(String id) {
        Dataset dataset = datasets.find(id).orElseThrow(() -> new Failure(FailureCode.UNKNOWN_DATASET));
        if (!dataset.isSubmitted() || platforms.forDataset(id).isEmpty()) {
            throw new Failure(FailureCode.DATASET_NOT_SUBMITTED);
        }
        return dataset;
    }

    private static CanonicalRecord parse(Dataset dataset, byte[] body) {
        try {
            return dataset.read(body);
        } catch (MalformedRecord malformed) {
            throw new Failure(
                    FailureCode.MALFORMED_RECORD,
                    Map.of(
                            "malformed", malformed.code().name(),
                            "line", malformed.location().line(),
                            "column", malformed.location().column()));
        } catch (InvalidRecord invalid) {
            throw new Failure(FailureCode.INVALID_RECORD, Map.of("violations", invalid.violations()));
        }
    }
}
