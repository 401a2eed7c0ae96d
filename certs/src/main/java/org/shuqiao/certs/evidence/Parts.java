package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.evidence.Evidence.Countersignature;
import org.shuqiao.certs.log.SignedCheckpoint;

/** What evidence is made of, beside the statement and its payload. */
final class Parts {
    private Parts() {}

    /** What the log says of the statement. */
    record Logged(SignedCheckpoint checkpoint, CertificateChain chain, InclusionFile.Entry entry) {}

    /** An agreement and the start of its file names. */
    record Agreement(
            String name,
            byte[] document,
            byte[] content,
            List<Countersignature> countersignatures,
            List<PaperCountersignature> onPaper) {}

    /** A receipt and the start of its file names. */
    record Receipt(
            String name,
            byte[] bytes,
            @Nullable ReceiptSignature signature,
            Instant receivedAt,
            @Nullable LoggedReceipt entry) {}

    /** A deletion, and what the log says of it. */
    record DeletedPayload(Deletion deletion, InclusionFile.Entry entry) {}

    /** What was not kept in time, and what the log says of it. */
    record LoggedBreach(Breach breach, InclusionFile.Entry entry) {}

    /** A paper that officers have entered, and what the log says of it. */
    record LoggedEnteredReceipt(
            EnteredReceipt entered, byte[] signature, CertificateChain chain, InclusionFile.Entry entry) {}

    /** What the log says of a receipt. */
    record LoggedReceipt(String stage, InclusionFile.Entry inclusion) {}
}
