package org.shuqiao.certs.evidence;

import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.ProofRefused;
import tools.jackson.databind.JsonNode;

/** What only a message has that came back: our answer to the platform. */
final class ReturnChecks {
    private static final String TYPE = "shuqiao.return-receipt.v1";
    private static final String TAKEN = "OK";

    private final EvidenceFiles files;
    private final Believed believed;

    ReturnChecks(EvidenceFiles files, Believed believed) {
        this.files = files;
        this.believed = believed;
    }

    void run(Findings findings) {
        findings.check("return-receipt.certificate", this::certificate);
        findings.check("return-receipt.signature", this::signature);
        findings.check("return-receipt.binding", this::binding);
        findings.check("return-receipt.inclusion", this::inclusion);
    }

    /** It is made together with the statement. */
    private String certificate() throws CheckFailed, CertificateRefused {
        CertificateChain chain = files.chain(EvidenceMembers.RETURN_RECEIPT_CHAIN);
        believed.requirePath(chain, files.statement().createdAt());
        return "leads to an authority of yours and was valid then: " + chain.leafSubject();
    }

    private String signature() throws CheckFailed, CertificateRefused, SignatureRefused {
        believed.requireSignature(
                files.chain(EvidenceMembers.RETURN_RECEIPT_CHAIN),
                SignatureProfile.DEFAULT_USER_ID,
                files.read(EvidenceMembers.RETURN_RECEIPT),
                files.read(EvidenceMembers.RETURN_RECEIPT_SIGNATURE));
        return "covers every byte of return-receipt.json";
    }

    /** Exactly one row of the batch became this message, and the platform was told so. */
    private String binding() throws CheckFailed {
        Statement statement = files.statement();
        JsonNode receipt = files.json(EvidenceMembers.RETURN_RECEIPT);
        require(receipt, "type", TYPE);
        require(receipt, "platform", statement.platform());
        require(receipt, "dataset", statement.dataset());
        require(receipt, "gateway", statement.gateway());
        int rows = 0;
        for (JsonNode row : receipt.path("rows")) {
            if (row.path("messageId").asString("").equals(statement.transferId().toString())) {
                require(row, "recordId", statement.recordId());
                require(row, "code", TAKEN);
                if (row.path("version").asLong(0) != statement.version()) {
                    throw new CheckFailed("its row speaks of another version");
                }
                rows++;
            }
        }
        if (rows != 1) {
            throw new CheckFailed("not exactly one of its rows names the message");
        }
        return "names the message, as one of " + receipt.path("rows").size() + " rows";
    }

    private static void require(JsonNode object, String member, String expected) throws CheckFailed {
        if (!expected.equals(object.path(member).asString(""))) {
            throw new CheckFailed("its " + member + " is another than the statement's");
        }
    }

    private String inclusion() throws CheckFailed, ProofRefused {
        var leaf = LogLeaf.returnReceipt(
                files.statement().submissionId(),
                files.read(EvidenceMembers.RETURN_RECEIPT),
                files.read(EvidenceMembers.RETURN_RECEIPT_SIGNATURE));
        return LogChecks.included(files, Evidence.OF_RETURN_RECEIPT, leaf);
    }
}
