package org.shuqiao.routes.steps;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.evidence.Evidence;
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
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.ReadLedger.SignedTransferContent;
import org.shuqiao.routes.ledger.ReadLedger.StoredManifest;
import org.shuqiao.routes.ledger.ReadLedger.StoredReceipt;

/** Puts together what proves one transfer. */
public final class CollectEvidence {
    private final ReadLedger reads;
    private final AgreementLedger agreements;
    private final TrustedCertificates authorities;
    private final Edition.Reader editions;
    private final LogProofs proofs;

    public CollectEvidence(Ledger ledger, TrustedCertificates authorities) {
        this.reads = ledger.reads();
        this.agreements = ledger.agreements();
        this.authorities = authorities;
        this.editions = new Edition.Reader(ledger.log(), ledger.checkpoints(), ledger.logHash());
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

    private SealedEvidence sealed(SignedTransferContent content) {
        List<StoredReceipt> receipts = reads.receipts(content.id());
        Edition edition = editions.newest(content, receipts)
                .orElseThrow(() -> new Failure(
                        FailureCode.PROOF_PENDING, Map.of("retryAfterSeconds", Limits.PROOF_AFTER.toSeconds())));
        try {
            return new SealedEvidence(edition.name(), zip(content, edition));
        } catch (CertificateRefused | MalformedCheckpoint | LogUnreadable unreadable) {
            throw new IllegalStateException("a part of the evidence cannot be read from the ledger", unreadable);
        }
    }

    private byte[] zip(SignedTransferContent content, Edition edition)
            throws CertificateRefused, MalformedCheckpoint, LogUnreadable {
        Evidence evidence = new Evidence(
                content.statement(),
                content.signature(),
                CertificateChain.parse(content.signingChain()),
                content.payload(),
                authorities);
        addAgreements(evidence, content);
        addLog(evidence, edition);
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
        manifest(content.id(), edition)
                .ifPresent(manifest -> evidence.manifest(ManifestJson.bytes(content.id(), manifest)));
        return evidence.zip();
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

    private void addAgreements(Evidence evidence, SignedTransferContent content) throws CertificateRefused {
        for (Statement.Agreement bound : Statement.parse(content.statement()).agreements()) {
            StoredAgreement stored = agreements
                    .find(bound.id(), Math.toIntExact(bound.version()))
                    .orElseThrow();
            AgreementDocument.parse(stored.document()).addTo(evidence);
        }
    }

    private void addLog(Evidence evidence, Edition edition)
            throws CertificateRefused, MalformedCheckpoint, LogUnreadable {
        StoredCheckpoint checkpoint = edition.checkpoint();
        evidence.log(
                SignedCheckpoint.parse(checkpoint.note()),
                CertificateChain.parse(checkpoint.chain()),
                proofs.inclusion(edition.statement(), checkpoint.head().size()));
        byte[] timestamp = checkpoint.timestamp();
        if (timestamp != null) {
            evidence.timestamp(timestamp);
        }
    }
}
