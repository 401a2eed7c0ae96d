package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.hints.Work;
import org.shuqiao.routes.ledger.BatchWriter;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedLedger.Verdict;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.platforms.PlatformDirectory;

/**
 * Commits the verdicts of one batch, then hints at what may be delivered. A submission of which one platform's verdict is
 * missing (our own fault, logged where it happened) is left to the sweeper whole.
 */
public final class CommitPrepared {
    private final BatchWriter<Verdict, List<PreparedTransfer>> writer;
    private final PlatformDirectory platforms;
    private final Hints hints;

    public CommitPrepared(
            BatchWriter<Verdict, List<PreparedTransfer>> writer, PlatformDirectory platforms, Hints hints) {
        this.writer = writer;
        this.platforms = platforms;
        this.hints = hints;
    }

    public void commit(List<PreparedTransfer> verdicts) {
        Map<Preparation, List<PreparedTransfer>> byPreparation = new LinkedHashMap<>();
        verdicts.forEach(v -> byPreparation
                .computeIfAbsent(v.preparation(), p -> new ArrayList<>())
                .add(v));
        List<Verdict> complete = byPreparation.entrySet().stream()
                .filter(e -> e.getValue().size()
                        == ClaimPreparations.destinations(platforms, e.getKey()).size())
                .map(e -> new Verdict(e.getKey(), e.getValue()))
                .toList();
        Map<String, List<Work>> ready = new LinkedHashMap<>();
        List<Throwable> failed = new ArrayList<>();
        writer.write(
                complete,
                (index, transfers) -> transfers.forEach(t -> ready.computeIfAbsent(t.platform(), p -> new ArrayList<>())
                        .add(new Work(t.id(), t.preparation().traceParent()))),
                (index, failure) -> failed.add(failure));
        ready.forEach(hints::deliverPrepared);
        if (!failed.isEmpty()) {
            throw new IllegalStateException(
                    failed.size() + " of " + complete.size() + " verdicts not committed", failed.get(0));
        }
    }
}
