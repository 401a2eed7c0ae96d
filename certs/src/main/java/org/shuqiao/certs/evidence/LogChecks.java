package org.shuqiao.certs.evidence;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.log.Checkpoint;
import org.shuqiao.certs.log.LogKey;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.MalformedLogKey;
import org.shuqiao.certs.log.ProofRefused;
import org.shuqiao.certs.time.TimestampRefused;

/** The log's key and checkpoint, that it holds the statement, and when somebody else saw the checkpoint. */
final class LogChecks {
    private final EvidenceFiles files;
    private final Believed believed;
    private @Nullable Instant stampedAt;

    LogChecks(EvidenceFiles files, Believed believed) {
        this.files = files;
        this.believed = believed;
    }

    void run(Findings findings) {
        findings.check("log-key", this::key);
        findings.check("checkpoint", this::checkpoint);
        findings.check("inclusion", this::inclusion);
        if (files.has(EvidenceMembers.TIMESTAMP)) {
            findings.check("timestamp", this::timestamp);
        }
    }

    /** Returns when a trusted authority saw the checkpoint; null where none has. */
    @Nullable Instant stampedAt() {
        return stampedAt;
    }

    private String key() throws CheckFailed, CertificateRefused {
        LogKey key = logKey();
        if (!believed.isLog(key)) {
            throw new CheckFailed("your trust file does not name this key of the log " + key.name());
        }
        CertificateChain chain = files.chain(EvidenceMembers.LOG_CHAIN);
        believed.requirePath(chain, chain.validFrom());
        return "your trust file names key " + key.keyId() + " of the log " + key.name();
    }

    private LogKey logKey() throws CheckFailed, CertificateRefused {
        try {
            return LogKey.of(files.checkpoint().checkpoint().origin(), files.chain(EvidenceMembers.LOG_CHAIN));
        } catch (MalformedLogKey e) {
            throw new CheckFailed("log.pem: " + e.getMessage());
        }
    }

    private String checkpoint() throws CheckFailed, CertificateRefused, SignatureRefused {
        believed.requireCheckpoint(files.checkpoint(), logKey());
        return "the log signed " + files.checkpoint().checkpoint().size() + " leaves and their root hash";
    }

    private String inclusion() throws CheckFailed, ProofRefused {
        byte[] statement = files.read(EvidenceMembers.STATEMENT);
        byte[] signature = files.read(EvidenceMembers.SIGNATURE);
        return included(files, Evidence.OF_STATEMENT, Evidence.leaf(files.statement(), statement, signature));
    }

    /** Follows the path of a part's leaf to the root of the checkpoint. */
    static String included(EvidenceFiles files, String part, LogLeaf leaf) throws CheckFailed, ProofRefused {
        InclusionFile inclusion = files.inclusion();
        Checkpoint checkpoint = files.checkpoint().checkpoint();
        InclusionFile.Entry entry = files.entry(part);
        if (!inclusion.origin().equals(checkpoint.origin())
                || inclusion.size() != checkpoint.size()
                || inclusion.hash() != checkpoint.hash()) {
            throw new CheckFailed("inclusion.json speaks of another checkpoint");
        }
        if (!Arrays.equals(entry.leaf(), leaf.bytes())) {
            throw new CheckFailed("inclusion.json speaks of another leaf");
        }
        entry.proof().verify(checkpoint.hash(), leaf.hash(checkpoint.hash()), checkpoint.root());
        return "leaf " + entry.proof().index() + " of " + checkpoint.size() + " of the log " + checkpoint.origin();
    }

    private String timestamp() throws CheckFailed, TimestampRefused {
        Instant seen =
                believed.stampedAt(files.read(EvidenceMembers.TIMESTAMP), files.read(EvidenceMembers.CHECKPOINT));
        Times.requireOrder(files.statement().createdAt(), seen, "the time stamp is older than the statement");
        for (String receipt : files.receipts()) {
            Times.requireOrder(
                    files.receivedAt(receipt),
                    seen,
                    "the time stamp is older than " + receipt + ".json, which it covers");
        }
        for (String entered : files.enteredReceipts()) {
            Times.requireOrder(
                    files.enteredReceipt(entered).confirmedAt(),
                    seen,
                    "the time stamp is older than " + entered + ".json, which it covers");
        }
        if (files.isWithheld()) {
            Times.requireOrder(
                    files.deletion().at(), seen, "the time stamp is older than the deletion, which it covers");
        }
        for (String breach : files.breaches()) {
            Times.requireOrder(
                    files.breach(breach).at(),
                    seen,
                    "the time stamp is older than " + breach + ".json, which it covers");
        }
        stampedAt = seen;
        return "a trusted authority saw the checkpoint at " + Times.text(seen);
    }
}
