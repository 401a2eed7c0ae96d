package org.shuqiao.routes.steps;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AttachmentGone;

/** A submission that waits for its commit. Whoever handed it in is told nothing before {@link #await} returns. */
public final class Storing {
    private final CompletableFuture<Accepted> commit;

    /** @param commit completes after the commit; fails with a {@link Failure} or the database's complaint about this row */
    public Storing(CompletableFuture<Accepted> commit) {
        this.commit = commit;
    }

    /** Whether {@link #await} returns at once. */
    public boolean isDone() {
        return commit.isDone();
    }

    /**
     * Waits for the commit, which the committer ends in bounded time.
     *
     * @throws Failure where nothing was stored
     */
    public Accepted await() {
        try {
            return commit.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof AttachmentGone) {
                throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "attachment"));
            }
            throw failed.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(FailureCode.INTERNAL, Map.of(), failed.getCause());
        }
    }
}
