package org.shuqiao.certs.evidence;

import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.ProofRefused;

/** That what stands in the place of the payload is its deletion, and that the log holds it. */
final class DeletionChecks {
    private final EvidenceFiles files;

    DeletionChecks(EvidenceFiles files) {
        this.files = files;
    }

    void run(Findings findings) {
        if (files.has(EvidenceMembers.DELETION)) {
            findings.check("deletion", this::deletion);
            findings.check("deletion.inclusion", this::inclusion);
        }
    }

    private String deletion() throws CheckFailed {
        Statement statement = files.statement();
        Deletion deletion = files.deletion();
        if (deletion.of() != statement.type()
                || !deletion.id().equals(statement.transferId())
                || !deletion.payloadHash().equals(statement.payloadHash())) {
            throw new CheckFailed("deletion.json is that of another " + subject(statement) + " or payload");
        }
        Times.requireOrder(statement.createdAt(), deletion.at(), "it is older than the statement");
        return "the payload was deleted on " + Times.text(deletion.at()) + " by the rule " + deletion.rule();
    }

    private static String subject(Statement statement) {
        return statement.type() == Statement.Type.RETURN ? "message" : "transfer";
    }

    private String inclusion() throws CheckFailed, ProofRefused {
        return LogChecks.included(files, Evidence.OF_DELETION, files.deletion().leaf());
    }
}
