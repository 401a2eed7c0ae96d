package org.shuqiao.routes.steps;

import java.util.Map;
import java.util.function.BiFunction;
import org.shuqiao.mappings.CanonicalRecord;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.InvalidRecord;
import org.shuqiao.mappings.MalformedRecord;
import org.shuqiao.mappings.Mark;
import org.shuqiao.mappings.MarkedRecord;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.platforms.PlatformDirectory;

/** Parses a body once and validates it against its dataset; nothing that fails here is stored. */
public final class ReadRecord {
    private final Datasets datasets;
    private final PlatformDirectory platforms;
    private final NewRows rows;
    private final CheckFile checkFile;
    private final BiFunction<ReceivedBody, Mark, Failure> marked;

    private ReadRecord(
            Datasets datasets,
            PlatformDirectory platforms,
            NewRows rows,
            CheckFile checkFile,
            BiFunction<ReceivedBody, Mark, Failure> marked) {
        this.marked = marked;
        this.checkFile = checkFile;
        this.datasets = datasets;
        this.platforms = platforms;
        this.rows = rows;
    }

    /** Of records that are to be stored; those that are marked are sealed. */
    public static ReadRecord toStore(
            Datasets datasets, PlatformDirectory platforms, NewRows rows, CheckFile checkFile, SealRecord sealRecord) {
        return new ReadRecord(datasets, platforms, rows, checkFile, sealRecord::seal);
    }

    /** Of records of which nothing is kept, not even of those that are marked. */
    public static ReadRecord toForesee(
            Datasets datasets, PlatformDirectory platforms, NewRows rows, CheckFile checkFile) {
        return new ReadRecord(
                datasets, platforms, rows, checkFile, (received, mark) -> new Failure(SealRecord.code(mark), Map.of()));
    }

    public ReadSubmission read(ReceivedBody received) {
        Dataset dataset = dataset(received.dataset());
        CanonicalRecord record = parse(dataset, received);
        if (!record.centerId().equals(received.center())) {
            throw new Failure(FailureCode.CENTER_MISMATCH, Map.of("pointer", "/center_id"));
        }
        NewSubmission row = rows.received(record, received);
        try {
            checkFile.check(dataset, record, row);
        } catch (InvalidRecord invalid) {
            throw refused(invalid);
        }
        return new ReadSubmission(record, row);
    }

    /** What no platform takes would be accepted and then forgotten. */
    private Dataset dataset(String id) {
        Dataset dataset = datasets.find(id).orElseThrow(() -> new Failure(FailureCode.UNKNOWN_DATASET));
        if (!dataset.isSubmitted() || platforms.forDataset(id).isEmpty()) {
            throw new Failure(FailureCode.DATASET_NOT_SUBMITTED);
        }
        return dataset;
    }

    private CanonicalRecord parse(Dataset dataset, ReceivedBody received) {
        try {
            return dataset.read(received.body());
        } catch (MarkedRecord grave) {
            throw marked.apply(received, grave.mark());
        } catch (MalformedRecord malformed) {
            throw new Failure(
                    FailureCode.MALFORMED_RECORD,
                    Map.of(
                            "malformed", malformed.code().name(),
                            "line", malformed.location().line(),
                            "column", malformed.location().column()));
        } catch (InvalidRecord invalid) {
            throw refused(invalid);
        }
    }

    private static Failure refused(InvalidRecord invalid) {
        return new Failure(FailureCode.INVALID_RECORD, Map.of("violations", invalid.violations()));
    }
}
