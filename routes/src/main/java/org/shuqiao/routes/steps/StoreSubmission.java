package org.shuqiao.routes.steps;

import java.util.Map;
import java.util.concurrent.CompletionException;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.Intake;
import org.shuqiao.routes.ledger.NewSubmission;

/** Waits until the submission is committed. Only then is a center told that it was accepted. */
public final class StoreSubmission {
    private final GroupCommitter<NewSubmission, Intake> committer;
    private final HandedOver handedOver;

    public StoreSubmission(GroupCommitter<NewSubmission, Intake> committer, HandedOver handedOver) {
        this.committer = committer;
        this.handedOver = handedOver;
    }

    public Accepted store(ReadSubmission read) {
        NewSubmission row = read.row();
        // Held before the commit: its hint may be worked off before this thread wakes up.
        handedOver.put(row.id(), new HandedOver.Held(read.record(), Sm3.hex(row.salt(), row.body())));
        Intake intake = commit(row);
        if (!(intake instanceof Intake.Stored)) {
            handedOver.take(row.id());
        }
        if (intake instanceof Intake.Conflict) {
            throw new Failure(
                    FailureCode.IDEMPOTENCY_CONFLICT,
                    Map.of("firstSubmission", intake.id().toString()));
        }
        return new Accepted(intake.id());
    }

    private Intake commit(NewSubmission row) {
        try {
            return committer.submit(row).join();
        } catch (CompletionException failed) {
            handedOver.take(row.id());
            throw failed.getCause() instanceof Failure failure
                    ? failure
                    : new Failure(FailureCode.INTERNAL, Map.of(), failed.getCause());
        }
    }
}
