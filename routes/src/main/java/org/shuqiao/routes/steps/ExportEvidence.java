package org.shuqiao.routes.steps;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ExportLedger;
import org.shuqiao.routes.ledger.ExportLedger.Found;
import org.shuqiao.routes.ledger.ExportLedger.Page;
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
            UUID next = after;
            int written = 0;
            do {
                Page page = transfers.oldest(query, next, Limits.EXPORT_PAGE_ROWS);
                for (Found transfer : page.transfers()) {
                    archive.add(transfer, sealed(transfer));
                    if (isOver(end)) {
                        archive.finish(transfer.id());
                        return;
                    }
                }
                written += page.transfers().size();
                next = page.next();
            } while (next != null && written < Limits.EXPORT_TRANSFERS && !isOver(end));
            archive.finish(next);
        }
    }

    private static boolean isOver(long end) {
        return System.nanoTime() - end > 0;
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
