package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformResult;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.Settlement;
import org.shuqiao.routes.ledger.Settlement.Manifest;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.PlatformAnswer.Answered;
import org.shuqiao.routes.platforms.PlatformAnswer.Laid;
import tools.jackson.databind.JsonNode;

/**
 * Classifies what a platform answered and says what becomes of each transfer of the call. What it cannot read is UNKNOWN.
 *
 * <p>An answer for one payload speaks of this payload. An answer for a batch first speaks of the call, which may fail for all, and
 * then of each row: a refused row is PARKED with its reason beside neighbours that are delivered. What was laid down is answered by
 * nobody: it is UNKNOWN until a receipt is collected.
 */
public final class ReadAnswer {
    private final PlatformCalls platform;
    private final PlatformDescriptor descriptor;
    private final Receipt receipt;
    private final Verdicts verdicts;

    public ReadAnswer(PlatformCalls platform, Rests rests, Clock clock) throws CertificateRefused {
        this.platform = platform;
        this.descriptor = platform.access().platform().descriptor();
        this.receipt = new Receipt(platform.access(), clock);
        this.verdicts = new Verdicts(rests);
    }

    /** @return one for each transfer of the envelope, in order */
    public List<Settlement> read(PlatformAnswer<Envelope> answer) {
        Envelope envelope = answer.sent();
        if (answer instanceof Answered<Envelope> answered) {
            JsonNode body = AnswerJson.read(answered.body());
            String code = AnswerJson.code(body);
            PlatformResult result = descriptor.results().classify(answered.status(), code);
            if (result == PlatformResult.AUTH && platform.refused(envelope, code)) {
                // What has changed is our secret, and the platform is well.
                return all(envelope, code, transfer -> verdicts.again(transfer, ReasonCode.PLATFORM_AUTH, false));
            }
            return descriptor.transport() instanceof Transport.HttpBatch batch
                    ? batch(envelope, body, code, result, batch)
                    : List.of(single(envelope, body, code, result));
        }
        if (answer instanceof PlatformAnswer.Deposited<Envelope> deposited) {
            Map<UUID, Laid> otherwise = deposited.otherwise();
            return all(envelope, null, transfer -> verdicts.deposited(transfer, otherwise.get(transfer.id())));
        }
        if (answer instanceof PlatformAnswer.NotConnected<Envelope>) {
            return all(envelope, null, transfer -> verdicts.again(transfer, ReasonCode.NOT_CONNECTED, true));
        }
        return all(envelope, null, transfer -> verdicts.unknown(transfer, ReasonCode.NO_ANSWER));
    }

    /** Nothing has left, so there is nothing to be listed in a manifest. */
    public List<Settlement> read(UnsentBatch unsent) {
        return unsent.batch().transfers().stream()
                .map(transfer -> settlement(transfer, null, verdicts.unsent(transfer, unsent.reason())))
                .toList();
    }

    private Settlement single(Envelope envelope, JsonNode body, @Nullable String code, PlatformResult result) {
        ClaimedTransfer transfer = envelope.transfers().get(0);
        Verdict verdict = isTaken(result)
                ? received(body, transfer, envelope.payloadHashes().get(0))
                : verdicts.refusal(result, transfer, TransferState.REJECTED);
        return settlement(transfer, manifest(envelope, code), verdict);
    }

    private List<Settlement> batch(
            Envelope envelope,
            JsonNode body,
            @Nullable String code,
            PlatformResult result,
            Transport.HttpBatch transport) {
        if (!isTaken(result)) {
            return all(envelope, code, transfer -> verdicts.refusal(result, transfer, TransferState.PARKED));
        }
        AnswerRows rows = AnswerRows.of(body, transport);
        byte[] envelopeHash = envelope.freight().hash();
        List<Settlement> settlements = new ArrayList<>();
        for (int i = 0; i < envelope.transfers().size(); i++) {
            ClaimedTransfer transfer = envelope.transfers().get(i);
            JsonNode row = rows.of(transfer.id());
            String rowCode = AnswerJson.code(row);
            Manifest manifest = new Manifest(envelopeHash, envelope.payloadHashes(), rowCode == null ? "" : rowCode);
            settlements.add(settlement(
                    transfer,
                    manifest,
                    row(row, rowCode, transfer, envelope.payloadHashes().get(i))));
        }
        return settlements;
    }

    private Verdict row(JsonNode row, @Nullable String code, ClaimedTransfer transfer, byte[] payloadHash) {
        PlatformResult result = descriptor.results().classifyRow(code);
        if (isTaken(result)) {
            return received(row, transfer, payloadHash);
        }
        return result == PlatformResult.AUTH
                ? Verdict.ended(TransferState.PARKED, ReasonCode.PLATFORM_AUTH, false)
                : verdicts.refusal(result, transfer, TransferState.PARKED);
    }

    private static boolean isTaken(PlatformResult result) {
        return result == PlatformResult.OK || result == PlatformResult.DUPLICATE;
    }

    /** "Accepted" without a receipt that verifies proves nothing, so it is not believed. */
    private Verdict received(JsonNode carrier, ClaimedTransfer transfer, byte[] payloadHash) {
        VerifiedReceipt verified = receipt.first(carrier, transfer.id(), payloadHash);
        return verified == null ? verdicts.unknown(transfer, ReasonCode.RECEIPT_INVALID) : verdicts.received(verified);
    }

    private static List<Settlement> all(
            Envelope envelope, @Nullable String code, Function<ClaimedTransfer, Verdict> verdict) {
        Manifest manifest = manifest(envelope, code);
        return envelope.transfers().stream()
                .map(transfer -> settlement(transfer, manifest, verdict.apply(transfer)))
                .toList();
    }

    private static Manifest manifest(Envelope envelope, @Nullable String code) {
        return new Manifest(envelope.freight().hash(), envelope.payloadHashes(), code == null ? "" : code);
    }

    private static Settlement settlement(ClaimedTransfer transfer, @Nullable Manifest manifest, Verdict verdict) {
        return new Settlement(
                transfer.id(),
                transfer.attempt(),
                transfer.platform(),
                verdict.state(),
                verdict.reason(),
                verdict.rest(),
                verdict.platformFailed(),
                manifest,
                verdict.receipt());
    }
}
