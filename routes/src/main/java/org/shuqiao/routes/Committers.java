package org.shuqiao.routes;

import java.util.List;
import java.util.Map;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.hints.Work;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.GroupCommitter;
import org.shuqiao.routes.ledger.Intake;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.Settlement;
import org.shuqiao.routes.steps.Limits;

/** What writes many at once: submissions that come in, outcomes of deliveries. */
final class Committers implements AutoCloseable {
    private final Hints hints;
    private final GroupCommitter<NewSubmission, Intake> intake;
    private final GroupCommitter<Settlement, Boolean> settlements;

    Committers(Ledger ledger, Hints hints) {
        this.hints = hints;
        this.intake = new GroupCommitter<>(
                "intake",
                Limits.ROWS_PER_COMMIT,
                Limits.ROWS_WAITING,
                new BatchWriter<>(ledger.transaction(), ledger.submissions()::store),
                this::hintAtStored);
        this.settlements = new GroupCommitter<>(
                "settle",
                Limits.ROWS_PER_COMMIT,
                Limits.ROWS_WAITING,
                new BatchWriter<>(ledger.transaction(), ledger.settlements()::settle),
                written -> {});
    }

    private void hintAtStored(List<Intake> committed) {
        hints.prepare(committed.stream()
                .filter(Intake.Stored.class::isInstance)
                .map(Intake.Stored.class::cast)
                .map(stored -> new Work(stored.id(), stored.traceParent()))
                .toList());
    }

    void start() {
        intake.start();
        settlements.start();
    }

    GroupCommitter<NewSubmission, Intake> intake() {
        return intake;
    }

    GroupCommitter<Settlement, Boolean> settlements() {
        return settlements;
    }

    /** What each has done, by its name. */
    Map<String, GroupCommitter.Figures> figures() {
        return Map.of("intake", intake.figures(), "settle", settlements.figures());
    }

    /** Writes what still waits, and takes nothing more. */
    @Override
    public void close() {
        intake.close();
        settlements.close();
    }
}
