package org.shuqiao.certs.evidence;

import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import org.shuqiao.certs.log.ProofRefused;

/** That what is said not to have been kept in time was wanted by an agreement of this statement, and that the log holds it. */
final class BreachChecks {
    private final EvidenceFiles files;

    BreachChecks(EvidenceFiles files) {
        this.files = files;
    }

    void run(Findings findings) {
        for (String name : files.breaches()) {
            findings.check(name, () -> breach(name));
            findings.check(name + ".inclusion", () -> inclusion(name));
        }
    }

    private String breach(String name) throws CheckFailed {
        Statement statement = files.statement();
        Breach breach = files.breach(name);
        if (!breach.transfer().equals(statement.transferId())
                || !breach.statementHash().equals(Sm3.hex(files.read(EvidenceMembers.STATEMENT)))) {
            throw new CheckFailed(name + ".json is that of another transfer or statement");
        }
        boolean named = statement.agreements().stream()
                .anyMatch(bound -> bound.id().equals(breach.agreement()) && bound.version() == breach.version());
        if (!named) {
            throw new CheckFailed("the statement does not name the agreement of " + name + ".json");
        }
        Times.requireOrder(statement.createdAt(), breach.dueAt(), "it was due before the statement was made");
        Times.requireOrder(breach.dueAt(), breach.at(), "it was found before it was due");
        return breach.duty() + " of agreement " + breach.agreement() + " was due on " + Times.text(breach.dueAt())
                + " and not kept by then";
    }

    private String inclusion(String name) throws CheckFailed, ProofRefused {
        return LogChecks.included(files, name, files.breach(name).leaf());
    }
}
