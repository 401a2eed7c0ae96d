package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a center may see of its submission. */
public record SubmissionView(
        UUID id,
        String dataset,
        String recordId,
        long version,
        String state,
        Instant receivedAt,
        List<TransferView> transfers) {

    /**
     * @param dueAt before which it is not sent, as long as it is READY
     * @param decision JSON: agreements with version and hash, transforms, stripped fields
     * @param duties JSON: what its agreements want done afterwards, and whether it is
     * @param residues JSON: kind and place of what is suspected in it; null where nothing holds it back
     * @param reviews JSON: body, outcome, reasons and time of each review, in the order in which they came; null where there was none
     * @param corrects the transfer of an earlier version that was returned; null where this one corrects none
     * @param payloadHash SM3 of the payload; null where nothing was signed
     * @param receipt null until the platform has given one
     */
    public record TransferView(
            UUID id,
            UUID submission,
            String center,
            String platform,
            String state,
            String reason,
            int sends,
            Instant changedAt,
            Instant dueAt,
            String decision,
            String duties,
            @Nullable String residues,
            @Nullable String reviews,
            @Nullable UUID corrects,
            byte @Nullable [] payloadHash,
            @Nullable ReceiptView receipt) {}

    public record ReceiptView(String receiptId, String stage, Instant receivedAt) {}
}
