package org.shuqiao.certs.evidence;

import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.InclusionProof;
import org.shuqiao.certs.log.LogLeaf;

/** The gateway's own answer to a platform's batch: it tells row by row what was taken. */
public final class OwnReceipt {
    final byte[] document;
    final byte[] signature;
    final CertificateChain chain;
    final InclusionProof proof;

    /**
     * Names the parts.
     *
     * @param document the answer, byte for byte
     * @param signature the gateway's DER signature of it
     * @param chain certificates of the gateway, leaf first
     * @param proof of {@link LogLeaf#returnReceipt}, against the checkpoint of the evidence
     */
    public OwnReceipt(byte[] document, byte[] signature, CertificateChain chain, InclusionProof proof) {
        this.document = document;
        this.signature = signature;
        this.chain = chain;
        this.proof = proof;
    }

    /** Returns what the log says of it. */
    InclusionFile.Entry entry(Statement statement) {
        LogLeaf leaf = LogLeaf.returnReceipt(statement.submissionId(), document, signature);
        return new InclusionFile.Entry(Evidence.OF_RETURN_RECEIPT, leaf.bytes(), proof);
    }
}
