package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformResult;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.CollectLedger;
import org.shuqiao.routes.ledger.CollectLedger.Aside;
import org.shuqiao.routes.ledger.Refusal;
import org.shuqiao.routes.platforms.Collected;
import org.shuqiao.routes.platforms.Collected.Why;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.PlaceFailed;
import org.shuqiao.routes.platforms.Rests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what one platform has said at its place. Its receipts are believed by their signatures, its refusals by where they stand; what is
 * neither is put aside. The place is told only after the commit.
 */
public final class TakeResults {
    private static final Logger LOG = LoggerFactory.getLogger(TakeResults.class);

    private final PlatformDescriptor platform;
    private final Collector collector;
    private final ReceiveReceipts receipts;
    private final CollectLedger ledger;
    private final Rests rests;

    public TakeResults(
            PlatformDescriptor platform,
            Collector collector,
            ReceiveReceipts receipts,
            CollectLedger ledger,
            Rests rests) {
        this.platform = platform;
        this.collector = collector;
        this.receipts = receipts;
        this.ledger = ledger;
        this.rests = rests;
    }

    /** @throws Failure where we cannot take it now; then it is there again */
    public void take(Collected collected) {
        if (!ledger.taken(platform.id(), Set.of(collected.source())).isEmpty()) {
            tell(collected, ledger.isAside(platform.id(), collected.source()));
            return;
        }
        List<Aside> asides = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        if (collected.unreadable() != null) {
            asides.add(new Aside(-1, collected.unreadable().name()));
        } else {
            receive(collected.rows(), asides);
            refuse(collected.rows(), refusals, asides);
        }
        if (ledger.take(platform.id(), collected.source(), refusals, asides, rests::again)) {
            if (!asides.isEmpty()) {
                LOG.warn("{} of what platform {} said at its place could not be used", asides.size(), platform.id());
            }
            tell(collected, !asides.isEmpty());
        }
    }

    private void tell(Collected collected, boolean aside) {
        try {
            if (aside) {
                collector.putAside(collected);
            } else {
                collector.done(collected);
            }
        } catch (PlaceFailed notTold) {
            LOG.warn("the place of platform {} was not told of what was taken: {}", platform.id(), notTold.why());
        }
    }

    private void receive(List<Collected.Row> rows, List<Aside> asides) {
        List<Collected.Row> carriers = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).receipt().isEmpty()) {
                carriers.add(rows.get(i));
                places.add(i);
            }
        }
        for (int first = 0; first < carriers.size(); first += Limits.RECEIPTS_PER_CALL) {
            int end = Math.min(first + Limits.RECEIPTS_PER_CALL, carriers.size());
            List<ReceiptResult> results = receipts.collected(platform.id(), carriers.subList(first, end));
            for (int i = 0; i < results.size(); i++) {
                Why wrong = wrong(results.get(i));
                if (wrong != null) {
                    asides.add(new Aside(places.get(first + i), wrong.name()));
                }
            }
        }
    }

    private static @Nullable Why wrong(ReceiptResult result) {
        return switch (result) {
            case SETTLED, REPEATED -> null;
            case UNKNOWN_TRANSFER -> Why.UNKNOWN_TRANSFER;
            case REFUSED -> Why.RECEIPT_INVALID;
        };
    }

    private void refuse(List<Collected.Row> rows, List<Refusal> refusals, List<Aside> asides) {
        for (int i = 0; i < rows.size(); i++) {
            Collected.Row row = rows.get(i);
            if (!row.receipt().isEmpty()) {
                continue;
            }
            PlatformResult result = platform.results().classifyRow(row.code().isEmpty() ? null : row.code());
            ReasonCode reason = reason(result);
            UUID transfer = transfer(row.key());
            if (reason != null && transfer != null) {
                boolean again = result == PlatformResult.RETRY || result == PlatformResult.QUOTA;
                refusals.add(new Refusal(transfer, reason, again));
            } else {
                asides.add(new Aside(i, why(row, result, transfer).name()));
            }
        }
    }

    private static Why why(Collected.Row row, PlatformResult result, @Nullable UUID transfer) {
        if (transfer == null) {
            return Why.UNKNOWN_TRANSFER;
        }
        return result == PlatformResult.UNKNOWN && !row.code().isEmpty() ? Why.UNKNOWN_CODE : Why.NOTHING_SAID;
    }

    /** @return null where it is no refusal; that something arrived only a receipt says */
    private static @Nullable ReasonCode reason(PlatformResult result) {
        return switch (result) {
            case RETRY -> ReasonCode.PLATFORM_RETRY;
            case QUOTA -> ReasonCode.PLATFORM_QUOTA;
            case AUTH -> ReasonCode.PLATFORM_AUTH;
            case SCHEMA -> ReasonCode.PLATFORM_SCHEMA;
            case REJECT -> ReasonCode.PLATFORM_REJECT;
            case OK, DUPLICATE, UNKNOWN -> null;
        };
    }

    private static @Nullable UUID transfer(String key) {
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
