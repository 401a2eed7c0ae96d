package org.shuqiao.routes.steps;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ExportLedger;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import org.shuqiao.routes.ledger.ExportLedger.Query;

/**
 * Streams the evidence of many transfers as one archive with an index. Holds one transfer at a time in memory, and the name of
 * each; so an archive has an end, where its index says how to go on.
 */
public final class ExportEvidence {
    private final ExportLedger transfers;
    private final CollectEvidence evidence;
    private final Duration within;

    /** @param within after which an archive ends with the transfer that it has come to: it may be read very slowly */
    public ExportEvidence(ExportLedger transfers, CollectEvidence evidence, Duration within) {
        this.within = within;
        this.transfers = transfers;
        this.evidence = evidence;
    }

    /**
     * Writes a ZIP file of stored entries: {@code evidence-<transfer id>.zip} for each transfer, then {@code index.json}.
     *
     * @param after the last transfer of the archive before; null for the first archive
     * @throws IOException where it cannot be written; what was written by then is no archive
     */
    public void write(Query query, @Nullable UUID after, OutputStream out) throws IOException {
        try (ExportArchive archive = new ExportArchive(out)) {
            long end = System.nanoTime() + within.toNanos();
            UUID last = after;
            int written = 0;
            List<Found> page = transfers.page(query, last, Limits.EXPORT_PAGE_ROWS);
            while (!page.isEmpty() && written < Limits.EXPORT_TRANSFERS) {
                for (Found transfer : page) {
                    archive.add(transfer, sealed(transfer));
                    last = transfer.id();
                    if (System.nanoTime() - end > 0) {
                        archive.finish(last);
                        return;
                    }
                }
                written += page.size();
                page = transfers.page(query, last, Limits.EXPORT_PAGE_ROWS);
            }
            archive.finish(page.isEmpty() ? null : last);
        }
    }

    private Optional<SealedEvidence> sealed(Found transfer) {
        try {
            return evidence.newest(transfer.id());
        } catch (Failure pending) {
            if (pending.code() == FailureCode.PROOF_PENDING) {
                return Optional.empty();
            }
            throw pending;
        }
    }
}
