package org.shuqiao.certs.evidence;

import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.Statement;
import tools.jackson.databind.JsonNode;

/** The statement, what it was signed with, and the payload that it names. */
final class StatementChecks {
    private final EvidenceFiles files;
    private final Believed believed;

    StatementChecks(EvidenceFiles files, Believed believed) {
        this.files = files;
        this.believed = believed;
    }

    void run(Findings findings) {
        findings.check("statement", this::statement);
        findings.check("payload", this::payload);
        findings.check("authorities", this::authorities);
        findings.check("certificate", this::certificate);
        findings.check("signature", this::signature);
        if (!files.isReturn()) {
            findings.check("manifest", this::manifest);
        }
    }

    private String statement() throws CheckFailed {
        Statement statement = files.readStatement();
        return statement.type().format() + ", made " + Times.text(statement.createdAt());
    }

    private String payload() throws CheckFailed {
        String name = EvidenceMembers.payload(files.statement());
        if (files.isWithheld()) {
            return "not here: deletion.json says that it was deleted";
        }
        if (files.has(EvidenceMembers.DELETION)) {
            throw new CheckFailed(name + " is here, though deletion.json says that it was deleted");
        }
        byte[] payload = files.read(name);
        if (!Sm3.hex(payload).equals(files.statement().payloadHash())) {
            throw new CheckFailed("the SM3 of " + name + " is not the payloadHash of the statement");
        }
        return name + ", " + payload.length + " bytes, is what the statement names";
    }

    private String authorities() throws CheckFailed, CertificateRefused {
        for (byte[] der : files.chain(EvidenceMembers.AUTHORITIES).ders()) {
            if (!believed.isAuthority(der)) {
                throw new CheckFailed("ca.pem holds an authority that your trust file does not name");
            }
        }
        return "ca.pem holds only authorities that your trust file names";
    }

    private String certificate() throws CheckFailed, CertificateRefused {
        CertificateChain chain = files.chain(EvidenceMembers.CHAIN);
        believed.requirePath(chain, files.statement().createdAt());
        return "leads to an authority of yours and was valid then: " + chain.leafSubject();
    }

    /** Apart from the certificate's path, so that a reader learns whether one or the other is wrong. */
    private String signature() throws CheckFailed, CertificateRefused, SignatureRefused {
        believed.requireSignature(
                files.chain(EvidenceMembers.CHAIN),
                SignatureProfile.DEFAULT_USER_ID,
                files.read(EvidenceMembers.STATEMENT),
                files.read(EvidenceMembers.SIGNATURE));
        return "covers every byte of statement.json";
    }

    private String manifest() throws CheckFailed {
        if (!files.has(EvidenceMembers.MANIFEST)) {
            return "none here";
        }
        Statement statement = files.statement();
        JsonNode manifest = files.json(EvidenceMembers.MANIFEST);
        String transfer = statement.transferId().toString();
        if (!StrictJson.holds(manifest, statement.payloadHash())
                || !transfer.equals(manifest.path("transferId").asString(transfer))) {
            throw new CheckFailed("manifest.json does not name the payload, or names another transfer");
        }
        return "manifest.json, which nobody signed, names the payload";
    }
}
