package org.shuqiao.routes.steps;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.evidence.Breach;
import org.shuqiao.certs.evidence.Deletion;
import org.shuqiao.certs.evidence.Evidence;
import org.shuqiao.certs.evidence.OwnReceipt;
import org.shuqiao.certs.evidence.ReceiptSignature;
import org.shuqiao.certs.log.LogProofs;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.MalformedCheckpoint;
import org.shuqiao.certs.log.SignedCheckpoint;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.MessageProofLedger;
import org.shuqiao.routes.ledger.MessageProofLedger.SignedMessage;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.ReadLedger.SignedTransferContent;
import org.shuqiao.routes.ledger.ReadLedger.StoredManifest;
import org.shuqiao.routes.ledger.ReadLedger.StoredReceipt;
import org.shuqiao.routes.ledger.ReturnReceipt;

/** Puts together what proves one transfer, or one message that came back. */
public final class CollectEvidence {
    private final ReadLedger reads;
    private final AgreementLedger agreements;
    private final TrustedCertificates authorities;
    private final MessageProofLedger messages;
    private final PublishedLeaves.Reader log;
    private final LogProofs proofs;

    public CollectEvidence(Ledger ledger, TrustedCertificates authorities) {
        this.reads = ledger.reads();
        this.agreements = ledger.agreements();
        this.authorities = authorities;
        this.messages = ledger.messageProofs();
        this.log = new PublishedLeaves.Reader(ledger.log(), ledger.checkpoints(), ledger.logHash());
        this.proofs = new LogProofs(ledger.logHash(), ledger.log());
    }

    /**
     * @param center USCI of the center that asks
     * @return empty where the transfer is unknown, another center's, or was never signed
     * @throws Failure {@link FailureCode#PROOF_PENDING} while no checkpoint covers the statement
     */
    public Optional<SealedEvidence> newest(UUID transfer, String center) {
        return reads.signedContent(transfer)
                .filter(content -> content.center().equals(center))
                .map(this::sealed);
    }

    /**
     * The evidence of any center's transfer.
     *
     * @return empty where the transfer is unknown or was never signed
     * @throws Failure {@link FailureCode#PROOF_PENDING} while no checkpoint covers the statement
     */
    public Optional<SealedEvidence> newest(UUID transfer) {
        return reads.signedContent(transfer).map(this::sealed);
    }

    /**
     * The evidence of a message, with its payload or with the proof that it was deleted.
     *
     * @param center USCI of the center that asks
     * @return empty where the message is unknown or another center's
     * @throws Failure {@link FailureCode#PROOF_PENDING} while no checkpoint covers all that belongs to it
     */
    public Optional<SealedEvidence> ofMessage(UUID message, String center) {
        return messages.find(message, center).map(this::sealed);
    }

    private SealedEvidence sealed(SignedTransferContent content) {
        Edition edition = Edition.newest(
                        log,
                        content,
                        reads.receipts(content.id()),
                        reads.words(content.id()),
                        breaches(content),
                        deletion(content))
                .orElseThrow(CollectEvidence::pending);
        return sealed(edition.checkpoint(), () -> evidence(content, edition));
    }

    private SealedEvidence sealed(SignedMessage message) {
        MessageEdition edition = MessageEdition.newest(log, message).orElseThrow(CollectEvidence::pending);
        return sealed(edition.checkpoint(), () -> evidence(message, edition));
    }

    private static Failure pending() {
        return new Failure(FailureCode.PROOF_PENDING, Map.of("retryAfterSeconds", Limits.PROOF_AFTER.toSeconds()));
    }

    /** Puts the parts together. */
    @FunctionalInterface
    private interface Parts {
        Evidence collect() throws CertificateRefused, MalformedCheckpoint, LogUnreadable;
    }

    private static SealedEvidence sealed(StoredCheckpoint seal, Parts parts) {
        try {
            return new SealedEvidence(
                    PublishedLeaves.editionName(seal), parts.collect().zip());
        } catch (CertificateRefused | MalformedCheckpoint | LogUnreadable unreadable) {
            throw new IllegalStateException("a part of the evidence cannot be read from the ledger", unreadable);
        }
    }

    private Evidence evidence(SignedMessage message, MessageEdition edition)
            throws CertificateRefused, MalformedCheckpoint, LogUnreadable {
        long size = edition.checkpoint().head().size();
        ReturnReceipt.Signed answer = message.receipt();
        Evidence evidence = new Evidence(
                message.statement(),
                message.signature(),
                CertificateChain.parse(message.signingChain()),
                message.payload(),
                authorities);
        addAgreements(evidence, message.statement());
        addLog(evidence, edition.checkpoint(), edition.statement());
        evidence.returnReceipt(new OwnReceipt(
                answer.document(),
                answer.signature(),
                CertificateChain.parse(answer.signingChain()),
                proofs.inclusion(edition.receipt(), size)));
        MessageEdition.Deleted deleted = edition.deleted();
        return deleted == null
                ? evidence
                : evidence.deletion(deleted.deletion(), proofs.inclusion(deleted.index(), size));
    }

    private Evidence evidence(SignedTransferContent content, Edition edition)
            throws CertificateRefused, MalformedCheckpoint, LogUnreadable {
        Evidence evidence = new Evidence(
                content.statement(),
                content.signature(),
                CertificateChain.parse(content.signingChain()),
                content.payload(),
                authorities);
        addAgreements(evidence, content.statement());
        addLog(evidence, edition.checkpoint(), edition.statement());
        for (Edition.LoggedReceipt logged : edition.receipts()) {
            StoredReceipt receipt = logged.receipt();
            evidence.receipt(
                    receipt.document(),
                    new ReceiptSignature(
                            receipt.signature(), CertificateChain.parse(receipt.platformChain()), receipt.userId()),
                    receipt.receivedAt(),
                    receipt.stage(),
                    proofs.inclusion(logged.index(), edition.checkpoint().head().size()));
        }
        addWords(evidence, edition);
        manifest(content.id(), edition)
                .ifPresent(manifest -> evidence.manifest(ManifestJson.bytes(content.id(), manifest)));
        for (Edition.LoggedBreach logged : edition.breaches()) {
            evidence.breach(
                    logged.breach(),
                    proofs.inclusion(logged.index(), edition.checkpoint().head().size()));
        }
        Edition.LoggedDeletion deleted = edition.deleted();
        return deleted == null
                ? evidence
                : evidence.deletion(
                        deleted.deletion(),
                        proofs.inclusion(
                                deleted.index(), edition.checkpoint().head().size()));
    }

    private void addWords(Evidence evidence, Edition edition) throws CertificateRefused, LogUnreadable {
        for (Edition.LoggedWord logged : edition.words()) {
            evidence.enteredReceipt(
                    logged.entered(),
                    logged.stored().signature(),
                    CertificateChain.parse(logged.stored().signingChain()),
                    proofs.inclusion(logged.index(), edition.checkpoint().head().size()));
        }
    }

    /** A transfer that was prepared anew may have had a statement before, whose breaches are none of this one's. */
    private List<Breach> breaches(SignedTransferContent content) {
        String statementHash = Sm3.hex(content.statement());
        return reads.breaches(content.id()).stream()
                .map(Breach::parse)
                .filter(breach -> breach.statementHash().equals(statementHash))
                .toList();
    }

    /** A transfer that was prepared anew may have had a payload before, whose deletion is none of this statement's. */
    private @Nullable Deletion deletion(SignedTransferContent content) {
        if (content.payload() != null) {
            return null;
        }
        String payloadHash = Statement.parse(content.statement()).payloadHash();
        return reads.deletions(content.id()).stream()
                .map(Deletion::parse)
                .filter(deletion -> deletion.payloadHash().equals(payloadHash))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the payload of transfer " + content.id() + " is gone without a leaf of the log"));
    }

    /** The last call that had ended when the first receipt came; what ends later must not change an edition. */
    private Optional<StoredManifest> manifest(UUID transfer, Edition edition) {
        return edition.receipts().stream()
                .map(logged -> logged.receipt().receivedAt())
                .min(Comparator.naturalOrder())
                .flatMap(first -> reads.manifests(transfer).stream()
                        .filter(manifest -> !manifest.finishedAt().isAfter(first))
                        .max(Comparator.comparingInt(StoredManifest::attempt)));
    }

    private void addAgreements(Evidence evidence, byte[] statement) throws CertificateRefused {
        for (Statement.Agreement bound : Statement.parse(statement).agreements()) {
            StoredAgreement stored = agreements
                    .find(bound.id(), Math.toIntExact(bound.version()))
                    .orElseThrow();
            AgreementDocument.parse(stored.document()).addTo(evidence);
        }
    }

    /** @param statement index of the statement's leaf */
    private void addLog(Evidence evidence, StoredCheckpoint checkpoint, long statement)
            throws CertificateRefused, MalformedCheckpoint, LogUnreadable {
        evidence.log(
                SignedCheckpoint.parse(checkpoint.note()),
                CertificateChain.parse(checkpoint.chain()),
                proofs.inclusion(statement, checkpoint.head().size()));
        byte[] timestamp = checkpoint.timestamp();
        if (timestamp != null) {
            evidence.timestamp(timestamp);
        }
    }
}
