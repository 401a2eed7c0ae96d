package org.shuqiao.routes.platforms;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.MalformedStatement;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.mappings.platforms.PlatformResult;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.ledger.AskedTransfer;
import org.shuqiao.routes.ledger.Finding;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.PlatformAnswer.Answered;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a platform says of the transfers that it was asked for. Where it says that it has one, only its receipts are believed;
 * where it says that it has none, the row's own words count, since nobody can sign what is not there.
 */
public final class ReadFindings {
    private static final String NOT_FOUND = "NOT_FOUND";

    private final PlatformDescriptor descriptor;
    private final Transport.HttpBatch transport;
    private final Receipt receipt;
    private final Rests rests;

    public ReadFindings(PlatformAccess access, Rests rests, Clock clock) throws CertificateRefused {
        this.descriptor = access.platform().descriptor();
        this.transport = (Transport.HttpBatch) descriptor.transport();
        this.receipt = new Receipt(access, clock);
        this.rests = rests;
    }

    /** @return one for each transfer of the question, in order */
    public List<Finding> read(PlatformAnswer<Question> answer) {
        List<AskedTransfer> asked = answer.sent().transfers();
        if (answer instanceof Answered<Question> answered) {
            JsonNode body = AnswerJson.read(answered.body());
            PlatformResult result = descriptor.results().classify(answered.status(), AnswerJson.code(body));
            if (result == PlatformResult.OK) {
                AnswerRows rows = AnswerRows.of(body, transport);
                return asked.stream()
                        .map(transfer -> finding(transfer, rows.of(transfer.id())))
                        .toList();
            }
        }
        return asked.stream().map(this::unanswered).toList();
    }

    /** The same as if no answer had come. */
    public List<Finding> read(Unasked unasked) {
        return unasked.inquiry().transfers().stream().map(this::unanswered).toList();
    }

    private Finding finding(AskedTransfer transfer, JsonNode row) {
        List<VerifiedReceipt> receipts = receipts(transfer, row);
        boolean news = transfer.state() == TransferState.UNKNOWN
                || receipts.stream().anyMatch(one -> !one.stage().equals(TransferState.ACCEPTED.name()));
        boolean reviewed = receipts.stream().anyMatch(one -> one.review() != null);
        if (!receipts.isEmpty() && (news || reviewed)) {
            return new Finding.Received(transfer, receipts, rests.accepted(news ? 1 : transfer.asks()));
        }
        boolean notFound = row.path("state").asString("").equals(NOT_FOUND)
                && row.path("receipts").isEmpty();
        return notFound && transfer.state() == TransferState.UNKNOWN
                ? new Finding.NotFound(transfer)
                : unanswered(transfer);
    }

    private List<VerifiedReceipt> receipts(AskedTransfer transfer, JsonNode row) {
        List<VerifiedReceipt> receipts = new ArrayList<>();
        byte[] payloadHash = payloadHash(transfer);
        for (JsonNode carrier : row.path("receipts")) {
            Receipt.Read read = receipt.read(carrier);
            if (read != null && receipt.isExpected(read.stage()) && read.isFor(transfer.id(), payloadHash)) {
                receipts.add(read.verified());
            }
        }
        return receipts;
    }

    private static byte[] payloadHash(AskedTransfer transfer) {
        try {
            return HexFormat.of().parseHex(Statement.parse(transfer.statement()).payloadHash());
        } catch (MalformedStatement ours) {
            throw new IllegalStateException("a statement in the ledger cannot be read", ours);
        }
    }

    /** Asked again later; a transfer whose fate stays unknown past its budget of age is left to a person. */
    private Finding unanswered(AskedTransfer transfer) {
        if (transfer.state() == TransferState.ACCEPTED) {
            return new Finding.Unanswered(transfer, transfer.state(), rests.accepted(transfer.asks()));
        }
        Backoff asking = rests.asking().orElse(rests.sending());
        return asking.isOver(transfer.createdAt())
                ? new Finding.Unanswered(transfer, TransferState.PARKED, Duration.ZERO)
                : new Finding.Unanswered(transfer, transfer.state(), asking.rest(transfer.asks()));
    }
}
