package org.shuqiao.certs.evidence;

import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.ProofRefused;

/** Papers that officers have entered: whose word they are, that they speak of this transfer, and that the log holds them. */
final class EnteredReceiptChecks {
    private final EvidenceFiles files;
    private final Believed believed;

    EnteredReceiptChecks(EvidenceFiles files, Believed believed) {
        this.files = files;
        this.believed = believed;
    }

    void run(Findings findings) {
        for (String name : files.enteredReceipts()) {
            findings.check(name, () -> entered(name));
            findings.check(name + ".certificate", () -> certificate(name));
            findings.check(name + ".signature", () -> signature(name));
            findings.check(name + ".inclusion", () -> inclusion(name));
        }
    }

    private String entered(String name) throws CheckFailed {
        Statement statement = files.statement();
        EnteredReceipt entered = files.enteredReceipt(name);
        if (!entered.transfer().equals(statement.transferId())
                || !entered.platform().equals(statement.platform())
                || !entered.statementHash().equals(Sm3.hex(files.read(EvidenceMembers.STATEMENT)))) {
            throw new CheckFailed(name + ".json is that of another transfer or statement");
        }
        if (entered.enteredBy().equals(entered.confirmedBy())) {
            throw new CheckFailed("entered and confirmed with one key");
        }
        Times.requireOrder(
                statement.createdAt(), entered.confirmedAt(), "it was confirmed before the statement was made");
        return WORD + ", scan SM3 " + entered.scan();
    }

    /** What it is, in one line; whoever reads it must not take it for a platform's word. */
    static final String WORD =
            "an officer's word with a scan, confirmed by a second; not the platform's signature; 安全员依扫描件录入并经另一人复核,非平台签名";

    private String certificate(String name) throws CheckFailed, CertificateRefused {
        CertificateChain chain = files.chain(name + ".chain.pem");
        believed.requirePath(chain, files.enteredReceipt(name).confirmedAt());
        return "leads to an authority of yours and was valid then: " + chain.leafSubject();
    }

    private String signature(String name) throws CheckFailed, CertificateRefused, SignatureRefused {
        believed.requireSignature(
                files.chain(name + ".chain.pem"),
                SignatureProfile.DEFAULT_USER_ID,
                files.read(name + ".json"),
                files.read(name + ".signature.der"));
        return "the gateway's; covers every byte of " + name + ".json";
    }

    private String inclusion(String name) throws CheckFailed, ProofRefused {
        var leaf = LogLeaf.enteredReceipt(
                files.statement().transferId(), files.read(name + ".json"), files.read(name + ".signature.der"));
        return LogChecks.included(files, name, leaf);
    }
}
