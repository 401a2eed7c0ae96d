package org.shuqiao.routes.steps;

import java.util.Optional;
import java.util.UUID;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.evidence.Evidence;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.ReadLedger.SignedTransferContent;
import org.shuqiao.routes.ledger.ReadLedger.StoredReceipt;

/** Puts together what proves one transfer. */
public final class CollectEvidence {
    private final ReadLedger reads;
    private final AgreementLedger agreements;
    private final TrustedCertificates authorities;

    public CollectEvidence(ReadLedger reads, AgreementLedger agreements, TrustedCertificates authorities) {
        this.reads = reads;
        this.agreements = agreements;
        this.authorities = authorities;
    }

    /**
     * @param center USCI of the center that asks
     * @return a ZIP file; empty where the transfer is unknown, another center's, or was never signed
     */
    public Optional<byte[]> zip(UUID transfer, String center) {
        return reads.signedContent(transfer)
                .filter(content -> content.center().equals(center))
                .map(this::zip);
    }

    private byte[] zip(SignedTransferContent content) {
        try {
            Evidence evidence = new Evidence(
                    content.statement(),
                    content.signature(),
                    CertificateChain.parse(content.signingChain()),
                    content.payload(),
                    authorities);
            for (Statement.Agreement bound :
                    Statement.parse(content.statement()).agreements()) {
                StoredAgreement stored = agreements
                        .find(bound.id(), Math.toIntExact(bound.version()))
                        .orElseThrow();
                AgreementDocument.parse(stored.document()).addTo(evidence);
            }
            for (StoredReceipt receipt : reads.receipts(content.id())) {
                evidence.receipt(
                        receipt.document(),
                        receipt.signature(),
                        CertificateChain.parse(receipt.platformChain()),
                        receipt.receivedAt());
            }
            return evidence.zip();
        } catch (CertificateRefused unreadable) {
            throw new IllegalStateException("a certificate in the ledger cannot be read", unreadable);
        }
    }
}
