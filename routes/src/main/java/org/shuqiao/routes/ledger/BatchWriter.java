package org.shuqiao.routes.ledger;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a batch in one transaction. A batch that fails because of its data is halved until only the poison row fails; a
 * batch that fails because the database is away fails whole, at once.
 *
 * @param <T> a row
 * @param <R> the result of a row
 */
public final class BatchWriter<T, R> {
    private final TransactionTemplate transaction;
    private final Function<List<T>, List<R>> statements;

    /** @param statements writes rows inside a transaction; one result for each row, in order */
    public BatchWriter(TransactionTemplate transaction, Function<List<T>, List<R>> statements) {
        this.transaction = transaction;
        this.statements = statements;
    }

    /** Calls exactly one of the two with the index of each row. */
    public void write(List<T> rows, BiConsumer<Integer, R> written, BiConsumer<Integer, Throwable> failed) {
        write(rows, 0, written, failed);
    }

    private void write(
            List<T> rows, int offset, BiConsumer<Integer, R> written, BiConsumer<Integer, Throwable> failed) {
        if (rows.isEmpty()) {
            return;
        }
        List<R> results;
        try {
            results = AfterDeadlock.tryAgain(transaction, () -> statements.apply(rows));
        } catch (DataIntegrityViolationException poison) {
            if (rows.size() == 1) {
                failed.accept(offset, poison);
                return;
            }
            int middle = rows.size() / 2;
            write(rows.subList(0, middle), offset, written, failed);
            write(rows.subList(middle, rows.size()), offset + middle, written, failed);
            return;
        } catch (DataAccessException | TransactionException away) {
            failAll(rows, offset, new Failure(FailureCode.LEDGER_UNAVAILABLE, Map.of(), away), failed);
            return;
        } catch (RuntimeException ours) {
            failAll(rows, offset, ours, failed);
            return;
        }
        for (int i = 0; i < results.size(); i++) {
            written.accept(offset + i, results.get(i));
        }
    }

    private static <T> void failAll(
            List<T> rows, int offset, RuntimeException failure, BiConsumer<Integer, Throwable> failed) {
        for (int i = 0; i < rows.size(); i++) {
            failed.accept(offset + i, failure);
        }
    }
}
