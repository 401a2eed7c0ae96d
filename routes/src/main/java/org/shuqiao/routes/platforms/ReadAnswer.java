package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.mappings.PlatformDescriptor;
import org.shuqiao.mappings.PlatformResult;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.Settlement;
import org.shuqiao.routes.ledger.Settlement.Manifest;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.PlatformAnswer.Answered;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Classifies what a platform answered and says what becomes of the transfer. An answer that it cannot read is UNKNOWN. */
public final class ReadAnswer {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PlatformDescriptor descriptor;
    private final Receipt receipt;
    private final Backoff backoff;

    public ReadAnswer(PlatformAccess access, Backoff backoff, Clock clock) throws CertificateRefused {
        this.descriptor = access.platform().descriptor();
        this.receipt = new Receipt(access, clock);
        this.backoff = backoff;
    }

    public Settlement read(PlatformAnswer answer) {
        if (answer instanceof Answered answered) {
            JsonNode body = json(answered.body());
            String code = body.path("code").isString() ? body.path("code").stringValue() : null;
            PlatformResult result = descriptor.results().classify(answered.status(), code);
            return settle(answer, result, code == null ? "" : code, body);
        }
        if (answer instanceof PlatformAnswer.NotConnected) {
            return again(answer, ReasonCode.NOT_CONNECTED, true, "");
        }
        return unknown(answer, ReasonCode.NO_ANSWER, "");
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.nullNode();
        }
    }

    private Settlement settle(PlatformAnswer answer, PlatformResult result, String code, JsonNode body) {
        return switch (result) {
            case OK, DUPLICATE -> accepted(answer, code, body);
            case RETRY -> again(answer, ReasonCode.PLATFORM_RETRY, true, code);
            case QUOTA -> again(answer, ReasonCode.PLATFORM_QUOTA, false, code);
            case AUTH -> again(answer, ReasonCode.PLATFORM_AUTH, true, code);
            case SCHEMA -> rejected(answer, ReasonCode.PLATFORM_SCHEMA, code);
            case REJECT -> rejected(answer, ReasonCode.PLATFORM_REJECT, code);
            case UNKNOWN -> unknown(answer, ReasonCode.ANSWER_NOT_UNDERSTOOD, code);
        };
    }

    /** "Accepted" without a receipt that verifies proves nothing, so it is not believed. */
    private Settlement accepted(PlatformAnswer answer, String code, JsonNode body) {
        ClaimedTransfer transfer = answer.envelope().transfer();
        VerifiedReceipt verified = receipt.verified(
                body, transfer.id().toString(), answer.envelope().payloadHash());
        if (verified == null) {
            return unknown(answer, ReasonCode.RECEIPT_INVALID, code);
        }
        TransferState state = TransferState.valueOf(verified.stage());
        return settlement(answer, state, null, Duration.ZERO, false, code, verified);
    }

    private Settlement rejected(PlatformAnswer answer, ReasonCode reason, String code) {
        return settlement(answer, TransferState.REJECTED, reason, Duration.ZERO, false, code, null);
    }

    /** Surely not delivered: rests and is sent again, until its budget is spent. */
    private Settlement again(PlatformAnswer answer, ReasonCode reason, boolean platformFailed, String code) {
        ClaimedTransfer transfer = answer.envelope().transfer();
        if (backoff.isSpent(transfer)) {
            return settlement(answer, TransferState.PARKED, reason, Duration.ZERO, platformFailed, code, null);
        }
        return settlement(
                answer, TransferState.READY, reason, backoff.rest(transfer.sends()), platformFailed, code, null);
    }

    private Settlement unknown(PlatformAnswer answer, ReasonCode reason, String code) {
        Duration rest = backoff.rest(answer.envelope().transfer().sends());
        return settlement(answer, TransferState.UNKNOWN, reason, rest, true, code, null);
    }

    private Settlement settlement(
            PlatformAnswer answer,
            TransferState state,
            @Nullable ReasonCode reason,
            Duration rest,
            boolean platformFailed,
            String code,
            @Nullable VerifiedReceipt verified) {
        ClaimedTransfer transfer = answer.envelope().transfer();
        return new Settlement(
                transfer.id(),
                transfer.attempt(),
                transfer.platform(),
                state,
                reason,
                rest,
                platformFailed,
                new Manifest(answer.envelope().hash(), answer.envelope().payloadHash(), code),
                verified);
    }
}
