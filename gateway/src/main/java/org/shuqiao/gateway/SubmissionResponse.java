package org.shuqiao.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.SubmissionView;
import org.shuqiao.routes.ledger.SubmissionView.ReceiptView;
import org.shuqiao.routes.ledger.SubmissionView.TransferView;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.steps.Hold;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A submission as the API shows it.
 *
 * @param differences of a filed form that is shown alone: numbers that the center's own records do not bear out now; absent of other
 *     records, and where nothing can be compared
 */
public record SubmissionResponse(
        UUID submissionId,
        String dataset,
        String recordId,
        long version,
        String state,
        Instant receivedAt,
        List<Transfer> transfers,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FiledDifference> differences) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_SUSPICIONS = 50;

    /**
     * @param reason stable code of why the transfer is where it is; empty where all is well. While nothing may leave this
     *     gateway, why that is, for every transfer that could
     * @param reasonText the same in the caller's language; empty where nobody asked for it
     * @param considered every agreement that was considered, with the reason of each that did not permit
     * @param stripped fields of the record that did not leave
     * @param duties what its agreements want done after it: duty, agreement, dueAt, state OPEN, DONE or BREACHED, and the reason of a breach
     * @param residues what is suspected in it and has to be corrected: kind and path, never the value; empty where nothing holds it back
     * @param reviews what reviewing bodies said of it, in the order in which it came: body (id, zh, en), outcome FORWARDED, RETURNED or
     *     ACCEPTED, reasons, at
     * @param corrects the transfer of an earlier version, returned by a reviewing body, that this one corrects; null where there is none
     * @param retryAt before which it is not sent; null unless it is READY and waits
     * @param evidenceUrl null where nothing was signed
     */
    public record Transfer(
            UUID transferId,
            String platform,
            String state,
            String reason,
            String reasonText,
            JsonNode agreements,
            JsonNode considered,
            JsonNode transforms,
            JsonNode stripped,
            JsonNode duties,
            List<Suspicion> residues,
            JsonNode reviews,
            @Nullable UUID corrects,
            @Nullable String payloadHash,
            int attempts,
            Instant changedAt,
            @Nullable Instant retryAt,
            @Nullable Receipt receipt,
            @Nullable String evidenceUrl) {

        static Transfer of(TransferView transfer, @Nullable Hold hold) {
            JsonNode decision = JSON.readTree(transfer.decision());
            byte[] hash = transfer.payloadHash();
            ReceiptView receipt = transfer.receipt();
            return new Transfer(
                    transfer.id(),
                    transfer.platform(),
                    transfer.state(),
                    shownReason(transfer, hold),
                    "",
                    decision.path("agreements"),
                    decision.path("considered"),
                    decision.path("transforms"),
                    decision.path("stripped"),
                    JSON.readTree(transfer.duties()),
                    Suspicion.of(transfer.residues()),
                    JSON.readTree(transfer.reviews() == null ? "[]" : transfer.reviews()),
                    transfer.corrects(),
                    hash == null ? null : HexFormat.of().formatHex(hash),
                    transfer.sends(),
                    transfer.changedAt(),
                    waitsUntil(transfer),
                    receipt == null
                            ? null
                            : new Receipt(receipt.receiptId(), receipt.stage(), receipt.receivedAt(), true),
                    hash == null ? null : "/api/v1/transfers/" + transfer.id() + "/evidence");
        }

        /** The words of a body are for the center. */
        Transfer withoutReasonsOfReviews() {
            JsonNode bare = reviews.deepCopy();
            bare.forEach(review -> ((ObjectNode) review).remove("reasons"));
            return with(reasonText, bare);
        }

        Transfer explained(Reasons reasons, Locale locale) {
            return with(reasons.text(reason, locale), reviews);
        }

        private Transfer with(String reasonText, JsonNode reviews) {
            return new Transfer(
                    transferId,
                    platform,
                    state,
                    reason,
                    reasonText,
                    agreements,
                    considered,
                    transforms,
                    stripped,
                    duties,
                    residues,
                    reviews,
                    corrects,
                    payloadHash,
                    attempts,
                    changedAt,
                    retryAt,
                    receipt,
                    evidenceUrl);
        }
    }

    /**
     * @param path in the dataset; the name of what leaves beside the payload; empty where it stands in no value
     */
    public record Suspicion(String kind, String path) {

        static List<Suspicion> of(@Nullable String hits) {
            return hits == null
                    ? List.of()
                    : JSON.readTree(hits)
                            .valueStream()
                            .map(hit -> new Suspicion(
                                    hit.path("kind").asString(""),
                                    hit.path("source").asString("")))
                            .distinct()
                            .limit(MOST_SUSPICIONS)
                            .toList();
        }
    }

    private static @Nullable Instant waitsUntil(TransferView transfer) {
        boolean waits = transfer.state().equals(TransferState.READY.name())
                && transfer.dueAt().isAfter(transfer.changedAt());
        return waits ? transfer.dueAt() : null;
    }

    private static String shownReason(TransferView transfer, @Nullable Hold hold) {
        return hold != null && transfer.state().equals(TransferState.READY.name())
                ? hold.reason().name()
                : transfer.reason();
    }

    /** @param verified always true: a receipt whose signature does not verify is never stored */
    public record Receipt(String receiptId, String stage, Instant receivedAt, boolean verified) {}

    /** The same with every reason in words. */
    SubmissionResponse explained(Reasons reasons, Locale locale) {
        return new SubmissionResponse(
                submissionId,
                dataset,
                recordId,
                version,
                state,
                receivedAt,
                transfers.stream()
                        .map(transfer -> transfer.explained(reasons, locale))
                        .toList(),
                differences);
    }

    SubmissionResponse compared(@Nullable List<FiledDifference> found) {
        return new SubmissionResponse(submissionId, dataset, recordId, version, state, receivedAt, transfers, found);
    }

    static SubmissionResponse of(SubmissionView view, @Nullable Hold hold) {
        return new SubmissionResponse(
                view.id(),
                view.dataset(),
                view.recordId(),
                view.version(),
                view.state(),
                view.receivedAt(),
                view.transfers().stream()
                        .map(transfer -> Transfer.of(transfer, hold))
                        .toList(),
                null);
    }
}
