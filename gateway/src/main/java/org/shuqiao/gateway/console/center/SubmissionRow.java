package org.shuqiao.gateway.console.center;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.SubmissionResponse;
import org.shuqiao.gateway.SubmissionResponse.Transfer;
import org.shuqiao.gateway.console.Carried;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.ledger.Progress;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.ledger.Uncovered;
import tools.jackson.databind.JsonNode;

/**
 * A submission in the words of its center.
 *
 * @param cancellable whether something of it has not left yet
 * @param live whether it goes on without anybody doing anything
 */
record SubmissionRow(
        UUID id,
        String dataset,
        String datasetLabel,
        String recordId,
        long version,
        String state,
        Instant receivedAt,
        boolean cancellable,
        boolean live,
        List<Leg> legs) {
    /** In place of the state of a transfer that was denied since no agreement covers it: no failure. */
    static final String UNCOVERED = "UNCOVERED";

    /** Whether no agreement covers it with anybody, so that nobody gets it. */
    public boolean uncovered() {
        return !legs.isEmpty() && legs.stream().allMatch(leg -> leg.state().equals(UNCOVERED));
    }

    /**
     * One transfer of it.
     *
     * @param state of the transfer, or {@link #UNCOVERED}, or that people carry it
     * @param suspicions where something is suspected that must not leave
     * @param masked fields that leave changed, {@code stripped}: that do not leave
     * @param reviews what reviewing bodies said
     * @param agreements that permit it
     * @param receipt id of the platform's receipt; null until there is one
     */
    record Leg(
            UUID id,
            String platform,
            String state,
            Standing standing,
            String reason,
            Instant changedAt,
            @Nullable Instant retryAt,
            int attempts,
            List<String> agreements,
            List<String> suspicions,
            List<String> masked,
            List<String> stripped,
            List<Review> reviews,
            @Nullable String receipt,
            @Nullable String receiptStage,
            @Nullable Instant receiptAt,
            boolean evidence) {
        /** Whether it goes on only if somebody does something. */
        public boolean stopped() {
            return Progress.STOPPED.states().stream().anyMatch(one -> one.name().equals(state));
        }
    }

    /** @param outcome FORWARDED, RETURNED or ACCEPTED */
    record Review(String body, String outcome, List<String> reasons) {}

    static SubmissionRow of(SubmissionResponse submission, Names names, Carried carried, Locale locale) {
        List<Leg> legs = submission.transfers().stream()
                .map(transfer -> leg(transfer, submission.dataset(), names, carried, locale))
                .toList();
        return new SubmissionRow(
                submission.submissionId(),
                submission.dataset(),
                names.dataset(submission.dataset()),
                submission.recordId(),
                submission.version(),
                submission.state(),
                submission.receivedAt(),
                submission.state().equals("RECEIVED") || legs.stream().anyMatch(SubmissionRow::waits),
                legs.isEmpty() || legs.stream().anyMatch(SubmissionRow::moves),
                legs);
    }

    private static boolean waits(Leg leg) {
        return switch (leg.state()) {
            case "PENDING", "WAITING", "QUARANTINED", "READY", "PARKED" -> true;
            default -> false;
        };
    }

    private static boolean moves(Leg leg) {
        return switch (leg.state()) {
            case "PENDING", "READY", "SENDING", "UNKNOWN", "ACCEPTED", Carried.WORD -> true;
            default -> false;
        };
    }

    private static Leg leg(Transfer transfer, String dataset, Names names, Carried carried, Locale locale) {
        SubmissionResponse.Receipt receipt = transfer.receipt();
        String state = word(transfer, carried);
        return new Leg(
                transfer.transferId(),
                names.platform(transfer.platform()),
                state,
                Standing.of(state),
                transfer.reasonText(),
                transfer.changedAt(),
                transfer.retryAt(),
                transfer.attempts(),
                texts(transfer.agreements(), "id"),
                transfer.residues().stream()
                        .map(one -> names.field(dataset, one.path()))
                        .distinct()
                        .toList(),
                fields(transfer.transforms(), dataset, names),
                fields(transfer.stripped(), dataset, names),
                transfer.reviews()
                        .valueStream()
                        .map(review -> review(review, Names.isChinese(locale)))
                        .toList(),
                receipt == null ? null : receipt.receiptId(),
                receipt == null ? null : receipt.stage(),
                receipt == null ? null : receipt.receivedAt(),
                transfer.evidenceUrl() != null);
    }

    private static String word(Transfer transfer, Carried carried) {
        TransferState state = TransferState.valueOf(transfer.state());
        if (carried.is(state, transfer.platform())) {
            return Carried.WORD;
        }
        return Uncovered.is(state, transfer.reason()) ? UNCOVERED : state.name();
    }

    private static Review review(JsonNode review, boolean chinese) {
        JsonNode body = review.path("body");
        return new Review(
                body.path(chinese ? "zh" : "en").asString(body.path("id").asString("")),
                review.path("outcome").asString(""),
                texts(review.path("reasons"), ""));
    }

    /** Of a list of paths, or of objects that have one. */
    private static List<String> fields(JsonNode paths, String dataset, Names names) {
        return texts(paths, "path").stream()
                .map(path -> names.field(dataset, path))
                .distinct()
                .toList();
    }

    private static List<String> texts(JsonNode list, String member) {
        return list.valueStream()
                .map(one -> one.isObject() ? one.path(member).asString("") : one.asString(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }
}
