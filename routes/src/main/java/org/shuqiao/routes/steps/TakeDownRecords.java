package org.shuqiao.routes.steps;

import java.util.Set;
import java.util.stream.Collectors;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.routes.ledger.NewSubmission;
import org.shuqiao.routes.ledger.TakeDownLedger;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the records that tell platforms to take something down. */
public final class TakeDownRecords {
    private final PlatformDirectory platforms;
    private final OwnRecords records;

    public TakeDownRecords(PlatformDirectory platforms, OwnRecords records) {
        this.platforms = platforms;
        this.records = records;
    }

    /** Those that can be told to. */
    Set<String> platforms() {
        return platforms.forDataset(Dataset.TAKE_DOWN).stream()
                .map(PlatformAccess::id)
                .collect(Collectors.toSet());
    }

    /** Its id is that of the transfer, so a transfer is taken down once. */
    NewSubmission takingDown(TakeDownLedger.Ended ended) {
        ObjectNode record =
                records.head(Dataset.TAKE_DOWN, ended.transfer().toString(), 1, ended.center(), ended.region());
        record.put("item_dataset", ended.dataset())
                .put("item_id", ended.item())
                .put("reason", ended.reason())
                .put("withdrawn_at", records.now());
        return records.submission(Dataset.TAKE_DOWN, record, ended.platform());
    }
}
