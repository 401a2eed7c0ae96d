package org.shuqiao.routes.steps;

import java.util.Set;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.ledger.AfterRevocationLedger;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.TakeDownLedger;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import tools.jackson.databind.node.ObjectNode;

/** Tells platforms to take down what nobody consents to any more, or whose agreement was revoked. Several gateways may do so at once. */
public final class TakeDown {
    private final TakeDownLedger ledger;
    private final AfterRevocationLedger afterRevocations;
    private final PlatformDirectory platforms;
    private final OwnRecords records;
    private final Hints hints;

    public TakeDown(
            TakeDownLedger ledger,
            AfterRevocationLedger afterRevocations,
            PlatformDirectory platforms,
            OwnRecords records,
            Hints hints) {
        this.ledger = ledger;
        this.afterRevocations = afterRevocations;
        this.platforms = platforms;
        this.records = records;
        this.hints = hints;
    }

    public void takeDown() {
        Set<String> told = platforms.forDataset(Dataset.TAKE_DOWN).stream()
                .map(PlatformAccess::id)
                .collect(Collectors.toSet());
        hints.prepareSubmissions(ledger.takeDown(Limits.TAKE_DOWNS_PER_SWEEP, told, this::takingDown));
        ledger.withdrawTakenDown();
        hints.prepareSubmissions(
                afterRevocations.perform(Limits.TAKE_DOWNS_PER_SWEEP, told::contains, this::takingDown));
        afterRevocations.withdrawTakenDown();
    }

    /** Its id is that of the transfer, so a transfer is taken down once. */
    private NewSubmission takingDown(TakeDownLedger.Ended ended) {
        ObjectNode record =
                records.head(Dataset.TAKE_DOWN, ended.transfer().toString(), 1, ended.center(), ended.region());
        record.put("item_dataset", ended.dataset())
                .put("item_id", ended.item())
                .put("reason", ended.reason())
                .put("withdrawn_at", records.now());
        return records.submission(Dataset.TAKE_DOWN, record, ended.platform());
    }
}
