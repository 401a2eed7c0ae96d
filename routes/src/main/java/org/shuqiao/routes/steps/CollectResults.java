package org.shuqiao.routes.steps;

import java.util.List;
import org.shuqiao.routes.ledger.CollectLedger;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.PlaceFailed;

/** Looks for what one platform has said at its place. Nothing while another gateway looks, or while the place is away. */
public final class CollectResults {
    private final CollectLedger ledger;
    private final String platform;
    private final Collector collector;

    public CollectResults(CollectLedger ledger, String platform, Collector collector) {
        this.ledger = ledger;
        this.platform = platform;
        this.collector = collector;
    }

    public List<Collected> collect() {
        if (!ledger.claim(platform, Limits.COLLECTED_REMEMBERED)) {
            return List.of();
        }
        try {
            return collector.collect(Limits.SOURCES_PER_COLLECT, sources -> ledger.taken(platform, sources));
        } catch (PlaceFailed away) {
            return List.of(); // The place says in the health what is wrong with it.
        }
    }
}
