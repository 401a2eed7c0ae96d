package org.shuqiao.routes.steps;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.Intake;
import org.shuqiao.routes.ledger.NewSubmission;

/** Hands the submission to the committer, which writes it with its neighbours. */
public final class StoreSubmission {
    private final GroupCommitter<NewSubmission, Intake> committer;
    private final HandedOver handedOver;

    public StoreSubmission(GroupCommitter<NewSubmission, Intake> committer, HandedOver handedOver) {
        this.committer = committer;
        this.handedOver = handedOver;
    }

    /** @throws Failure {@link FailureCode#TOO_BUSY} where too many wait already */
    public Storing store(ReadSubmission read) {
        NewSubmission row = read.row();
        // Held before the commit: its hint may be worked off before the caller wakes up.
        handedOver.put(
                row.id(), new HandedOver.Held(read.record(), Sm3.hex(row.salt(), row.body()), row.body().length));
        return new Storing(submit(row)
                .whenComplete((intake, failed) -> forgetUnlessStored(row, intake))
                .thenApply(StoreSubmission::accepted));
    }

    private CompletableFuture<Intake> submit(NewSubmission row) {
        try {
            return committer.submit(row);
        } catch (Failure refused) {
            forgetUnlessStored(row, null);
            throw refused;
        }
    }

    private void forgetUnlessStored(NewSubmission row, @Nullable Intake intake) {
        if (!(intake instanceof Intake.Stored)) {
            handedOver.take(row.id());
        }
    }

    private static Accepted accepted(Intake intake) {
        if (intake instanceof Intake.Conflict) {
            throw new Failure(
                    FailureCode.IDEMPOTENCY_CONFLICT,
                    Map.of("firstSubmission", intake.id().toString()));
        }
        return new Accepted(intake.id(), intake instanceof Intake.Repeated);
    }
}
