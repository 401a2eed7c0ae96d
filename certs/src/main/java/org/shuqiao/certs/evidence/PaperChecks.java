package org.shuqiao.certs.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.Sm3;
import tools.jackson.databind.JsonNode;

/**
 * That two officers attest a signature on paper. Whether a certificate is an officer's is not in the trust file: the reader is told
 * whom it names.
 */
final class PaperChecks {
    static final String KIND = "paper";
    private static final int OFFICERS = 2;

    private final EvidenceFiles files;
    private final Believed believed;

    PaperChecks(EvidenceFiles files, Believed believed) {
        this.files = files;
        this.believed = believed;
    }

    /** Returns if, and only if, the agreement lists exactly what the files hold. */
    void requireListed(String agreement, String party, JsonNode listed) throws CheckFailed, CertificateRefused {
        PaperAttestation attestation = files.attestation(agreement, party);
        JsonNode attested = listed.path("attested");
        boolean same = listed.path("party").asString("").equals(party)
                && listed.path("scan").asString("").equals(attestation.scan())
                && listed.path("signed_on")
                        .asString("")
                        .equals(attestation.signedOn().toString())
                && attested.size() == files.officers(agreement, party).size();
        for (int i = 0; same && i < attested.size(); i++) {
            String officer = files.officers(agreement, party).get(i);
            byte[] signature = files.read(officer + ".signature.der");
            byte[] pem = attested.get(i).path("certificate").asString("").getBytes(StandardCharsets.US_ASCII);
            same = attested.get(i)
                            .path("signature")
                            .asString("")
                            .equals(Base64.getEncoder().encodeToString(signature))
                    && believed.parsed(pem).equals(files.chain(officer + ".chain.pem"));
        }
        if (!same) {
            throw new CheckFailed(
                    agreement + ".json lists another attestation than " + agreement + "." + party + ".paper.json has");
        }
    }

    /** The certificates of officers must have been valid once, as those of parties must. */
    String attested(String agreement, String party) throws CheckFailed, CertificateRefused, SignatureRefused {
        PaperAttestation attestation = files.attestation(agreement, party);
        byte[] content = files.read(agreement + ".content.json");
        if (!attestation.agreementHash().equals(Sm3.hex(content))
                || !attestation.party().equals(party)) {
            throw new CheckFailed("what was attested is another agreement, or the other party");
        }
        if (!files.json(agreement + ".content.json")
                .path(party)
                .path("cert_sn")
                .asString("")
                .isEmpty()) {
            throw new CheckFailed("signed on paper, where the agreement names a certificate to sign with");
        }
        List<String> officers = files.officers(agreement, party);
        if (officers.size() != OFFICERS) {
            throw new CheckFailed("attested by " + officers.size() + " and not by two");
        }
        for (String officer : officers) {
            CertificateChain chain = files.chain(officer + ".chain.pem");
            believed.requireSignature(
                    chain,
                    SignatureProfile.DEFAULT_USER_ID,
                    attestation.bytes(),
                    files.read(officer + ".signature.der"));
            believed.requirePath(chain, chain.validFrom());
        }
        CertificateChain first = files.chain(officers.get(0) + ".chain.pem");
        CertificateChain second = files.chain(officers.get(1) + ".chain.pem");
        if (!first.isOfAnotherHolder(second)) {
            throw new CheckFailed("attested twice by one officer");
        }
        return "on paper, dated %s, attested by %s and %s, scan SM3 %s; 纸质签署,由两名安全官见证"
                .formatted(attestation.signedOn(), first.leafSubject(), second.leafSubject(), attestation.scan());
    }
}
