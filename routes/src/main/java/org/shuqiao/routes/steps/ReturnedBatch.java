package org.shuqiao.routes.steps;

import java.util.List;
import java.util.UUID;
import org.shuqiao.routes.ledger.RowRefusal;

/**
 * A well-formed batch on its way through the steps, with the rows that were refused on the way. What a row is by now says the type: it
 * cannot be made outside this package, so raw data cannot be mistaken for masked.
 */
public final class ReturnedBatch<T> {
    private final AuthenticReturn call;
    private final UUID id;
    private final String batchId;
    private final List<Row<T>> rows;

    ReturnedBatch(AuthenticReturn call, UUID id, String batchId, List<Row<T>> rows) {
        this.call = call;
        this.id = id;
        this.batchId = batchId;
        this.rows = List.copyOf(rows);
    }

    /** One row, with the id and version that it gives itself: empty and 0 where it gives none. */
    sealed interface Row<T> {
        String recordId();

        long version();
    }

    record Standing<T>(String recordId, long version, T value) implements Row<T> {}

    record Refused<T>(String recordId, long version, RowRefusal refusal) implements Row<T> {}

    /** What is done with each row that stands. */
    @FunctionalInterface
    interface Step<T, U> {
        U apply(T row) throws RowRefused;
    }

    AuthenticReturn call() {
        return call;
    }

    /** Our id of it. */
    UUID id() {
        return id;
    }

    /** The platform's id of it. */
    String batchId() {
        return batchId;
    }

    List<Row<T>> rows() {
        return rows;
    }

    <U> ReturnedBatch<U> map(Step<T, U> step) {
        return new ReturnedBatch<>(
                call, id, batchId, rows.stream().map(row -> after(step, row)).toList());
    }

    private static <T, U> Row<U> after(Step<T, U> step, Row<T> row) {
        if (row instanceof Refused<T> refused) {
            return new Refused<>(row.recordId(), row.version(), refused.refusal());
        }
        try {
            return new Standing<>(row.recordId(), row.version(), step.apply(((Standing<T>) row).value()));
        } catch (RowRefused refused) {
            return new Refused<>(row.recordId(), row.version(), refused.refusal());
        }
    }
}
