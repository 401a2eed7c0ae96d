package org.shuqiao.routes.steps;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

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
            throw failed.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(FailureCode.INTERNAL, Map.of(), failed.getCause());
        }
    }
}
