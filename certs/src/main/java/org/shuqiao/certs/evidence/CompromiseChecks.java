package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused;

/**
 * That no signature hangs on a key which somebody else may have had. One made with a key that is marked as compromised holds only
 * if a time stamp shows that it is older: the log binds the statement's, the receipts', those of entered papers and its own signatures to the stamped
 * checkpoint, while a countersignature, or what officers attest, is in no leaf and so has no witness of its age.
 */
final class CompromiseChecks {
    private final EvidenceFiles files;
    private final Believed believed;
    private final @Nullable Instant stampedAt;

    /**
     * Takes what is known.
     *
     * @param stampedAt when a trusted authority saw the checkpoint
     */
    CompromiseChecks(EvidenceFiles files, Believed believed, @Nullable Instant stampedAt) {
        this.files = files;
        this.believed = believed;
        this.stampedAt = stampedAt;
    }

    void run(Findings findings) {
        findings.check("compromised", this::examine);
    }

    private String examine() throws CheckFailed, CertificateRefused {
        boolean saved = requireSafe(EvidenceMembers.CHAIN, true);
        saved |= requireSafe(EvidenceMembers.LOG_CHAIN, true);
        saved |= files.isReturn() && requireSafe(EvidenceMembers.RETURN_RECEIPT_CHAIN, true);
        for (String receipt : files.receipts()) {
            saved |= files.isSigned(receipt) && requireSafe(receipt + ".chain.pem", true);
        }
        for (String entered : files.enteredReceipts()) {
            saved |= requireSafe(entered + ".chain.pem", true);
        }
        for (String agreement : files.agreements()) {
            for (String party : files.parties(agreement)) {
                saved |= requireSafe(agreement + "." + party + ".chain.pem", false);
            }
            for (String party : files.partiesOnPaper(agreement)) {
                for (String officer : files.officers(agreement, party)) {
                    saved |= requireSafe(officer + ".chain.pem", false);
                }
            }
        }
        return saved
                ? "a key was compromised later; the time stamp shows that its signature is older"
                : "your trust file marks none of these keys";
    }

    /** @return whether only the time stamp saves it */
    private boolean requireSafe(String file, boolean stamped) throws CheckFailed, CertificateRefused {
        List<byte[]> certificates = files.chain(file).ders();
        boolean saved = false;
        for (byte[] der : certificates) {
            Instant from = believed.compromisedFrom(der);
            if (from != null) {
                if (!stamped || stampedAt == null || !stampedAt.isBefore(from)) {
                    throw new CheckFailed(file + " is marked as compromised from " + from
                            + ", and no time stamp shows that the signature is older");
                }
                saved = true;
            }
        }
        return saved;
    }
}
