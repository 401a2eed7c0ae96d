package org.shuqiao.gateway.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A submission as its center sees it, with every transfer that came of it. */
public record SubmissionStatus(
        String submissionId,
        String dataset,
        String recordId,
        long version,
        String state,
        String receivedAt,
        List<Transfer> transfers) {
    public SubmissionStatus {
        transfers = copy(transfers);
    }

    /**
     * The record on its way to one platform.
     *
     * @param reason why it is where it is; null where there is nothing to say
     * @param agreements the agreements that bind it
     * @param transforms what was done to fields
     * @param stripped source paths of fields that did not leave
     * @param reviews what each reviewing body said, oldest first
     * @param corrects the transfer of an earlier version that was returned; null where it corrects none
     * @param payloadHash SM3 of the payload, lower-case hexadecimal; null where nothing was signed
     * @param attempts how often it was sent
     * @param receipt null until the platform gave one
     * @param evidenceUrl null where there is no evidence yet
     */
    public record Transfer(
            String transferId,
            String platform,
            String state,
            @Nullable String reason,
            List<AgreementReference> agreements,
            List<AppliedTransform> transforms,
            List<String> stripped,
            List<Review> reviews,
            @Nullable String corrects,
            @Nullable String payloadHash,
            int attempts,
            @Nullable Receipt receipt,
            @Nullable String evidenceUrl) {
        public Transfer {
            agreements = copy(agreements);
            transforms = copy(transforms);
            stripped = copy(stripped);
            reviews = copy(reviews);
        }
    }

    public record AgreementReference(String id, int version, String hash) {}

    /**
     * @param path source path, {@code *} for array elements
     * @param name for example {@code mask-phone}
     */
    public record AppliedTransform(String path, String name, String version) {}

    /** @param outcome {@code FORWARDED}, {@code RETURNED} or {@code ACCEPTED} */
    public record Review(Body body, String outcome, List<String> reasons) {
        public Review {
            reasons = copy(reasons);
        }

        public record Body(String id) {}
    }

    /** @param verified whether the gateway checked the platform's signature and it held */
    public record Receipt(String receiptId, String stage, String receivedAt, boolean verified) {}

    private static <T> List<T> copy(@Nullable List<T> list) {
        return List.copyOf(Objects.requireNonNullElse(list, List.of()));
    }
}
