package org.shuqiao.routes.agreements;

import static org.shuqiao.routes.agreements.AgreementJson.invalid;
import static org.shuqiao.routes.agreements.AgreementJson.text;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.evidence.Evidence;
import org.shuqiao.certs.evidence.PaperCountersignature;
import org.shuqiao.routes.agreements.PartySignature.Attested;
import org.shuqiao.routes.agreements.PartySignature.Paper;
import org.shuqiao.routes.agreements.PartySignature.Sm2;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.databind.JsonNode;

/** Reads the member {@code signatures}; {@link FailureCode#AGREEMENT_INVALID} for what cannot be read. */
final class SignatureJson {
    private SignatureJson() {}

    /** @param hashHex of the agreement, which the officers who attest a paper sign */
    static List<PartySignature> read(JsonNode signatures, String hashHex) {
        List<PartySignature> read = new ArrayList<>();
        for (JsonNode node : signatures) {
            read.add(
                    switch (text(node, "/kind")) {
                        case "sm2" -> new Sm2(text(node, "/party"), pem(node), signature(node));
                        case "paper" -> new Paper(attestation(node, hashHex), attested(node.path("attested")));
                        default -> throw invalid("/signatures", "neither sm2 nor paper");
                    });
        }
        return List.copyOf(read);
    }

    private static PaperAttestation attestation(JsonNode node, String hashHex) {
        try {
            return new PaperAttestation(
                    hashHex, text(node, "/party"), text(node, "/scan"), PaperAttestation.day(text(node, "/signed_on")));
        } catch (IllegalArgumentException | DateTimeException notAttestable) {
            throw invalid("/signatures", "no party, scan or day");
        }
    }

    private static List<Attested> attested(JsonNode nodes) {
        List<Attested> attested = new ArrayList<>();
        nodes.forEach(node -> attested.add(new Attested(pem(node), signature(node))));
        return List.copyOf(attested);
    }

    private static byte[] pem(JsonNode node) {
        return text(node, "/certificate").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] signature(JsonNode node) {
        try {
            return Base64.getDecoder().decode(text(node, "/signature"));
        } catch (IllegalArgumentException notBase64) {
            throw invalid("/signatures", "not base64");
        }
    }

    /** @throws CertificateRefused where a certificate cannot be read, which the import has ruled out */
    static void addTo(Evidence evidence, byte[] document, byte[] content, List<PartySignature> signatures)
            throws CertificateRefused {
        List<Evidence.Countersignature> signed = new ArrayList<>();
        List<PaperCountersignature> onPaper = new ArrayList<>();
        for (PartySignature one : signatures) {
            if (one instanceof Sm2 sm2) {
                signed.add(new Evidence.Countersignature(
                        sm2.party(), sm2.signature(), CertificateChain.parse(sm2.chainPem())));
            } else if (one instanceof Paper paper) {
                onPaper.add(new PaperCountersignature(paper.attestation(), officers(paper.attested())));
            }
        }
        evidence.agreement(document, content, signed, onPaper);
    }

    private static List<PaperCountersignature.Officer> officers(List<Attested> attested) throws CertificateRefused {
        List<PaperCountersignature.Officer> officers = new ArrayList<>();
        for (Attested one : attested) {
            officers.add(new PaperCountersignature.Officer(one.signature(), CertificateChain.parse(one.chainPem())));
        }
        return officers;
    }
}
