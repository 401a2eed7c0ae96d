package org.shuqiao.routes.ledger;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * The outcome of one attempt, about to be written.
 *
 * @param reason null where the platform has accepted
 * @param delay how long the transfer rests before the next look, for READY, UNKNOWN and ACCEPTED
 * @param platformFailed whether this attempt says that the platform itself is unwell, which counts towards its circuit
 * @param manifest of what left; null where nothing did
 * @param receipt the platform's receipt, verified; null where there is none
 */
public record Settlement(
        UUID transfer,
        int attempt,
        String platform,
        TransferState state,
        @Nullable ReasonCode reason,
        Duration delay,
        boolean platformFailed,
        @Nullable Manifest manifest,
        @Nullable VerifiedReceipt receipt) {

    /** Why an attempt that surely brought nothing to the platform ends PARKED: it was the last one. */
    private static final Set<ReasonCode> NOT_DELIVERED = EnumSet.of(
            ReasonCode.NOT_CONNECTED,
            ReasonCode.CALL_SECRET_UNAVAILABLE,
            ReasonCode.PLACE_REFUSED,
            ReasonCode.PLATFORM_RETRY,
            ReasonCode.PLATFORM_QUOTA);

    /** Whether this attempt surely brought nothing to the platform. It says nothing of attempts before. */
    boolean isSurelyNotDelivered() {
        return state == TransferState.READY
                || (state == TransferState.PARKED && reason != null && NOT_DELIVERED.contains(reason));
    }

    /** Whether the platform has answered it in a way that only a person may try again. */
    boolean isLeftToAPerson() {
        return state == TransferState.PARKED && !isSurelyNotDelivered();
    }

    /**
     * @param envelopeHash SM3 of the envelope as sent
     * @param payloadHashes SM3 of every payload in the envelope, in their order
     * @param platformCode the platform's own result code, empty where it gave none
     */
    public record Manifest(byte[] envelopeHash, List<byte[]> payloadHashes, String platformCode) {}

    /**
     * @param signature DER, whatever form it came in
     * @param userId that the signature was made under
     * @param platformChain PEM, leaf first
     */
    public record VerifiedReceipt(
            String receiptId, String stage, byte[] document, byte[] signature, String userId, byte[] platformChain) {}
}
