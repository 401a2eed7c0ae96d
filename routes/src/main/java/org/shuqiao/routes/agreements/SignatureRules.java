package org.shuqiao.routes.agreements;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.routes.agreements.PartySignature.Attested;
import org.shuqiao.routes.agreements.PartySignature.Paper;
import org.shuqiao.routes.agreements.PartySignature.Sm2;

/** What a signature of one agreement must be. */
final class SignatureRules {
    private static final int OFFICERS = 2;

    private final AgreementDocument document;
    private final TrustedCertificates trusted;
    private final @Nullable Attestors attestors;
    private final Instant at;

    /**
     * @param attestors who may attest; null where that was asked when the paper was accepted
     * @param at when certificates must have been valid
     */
    SignatureRules(AgreementDocument document, TrustedCertificates trusted, @Nullable Attestors attestors, Instant at) {
        this.document = document;
        this.trusted = trusted;
        this.attestors = attestors;
        this.at = at;
    }

    /**
     * What is wrong.
     *
     * @param below pointer below the signature
     * @param certain as {@link Countersignatures.Refusal#certain}
     */
    record Fault(String below, String rule, boolean certain) {
        static Fault of(String rule) {
            return new Fault("", rule, true);
        }
    }

    @Nullable Fault fault(PartySignature signature) {
        if (signature instanceof Sm2 sm2) {
            return fault(sm2);
        }
        return fault((Paper) signature);
    }

    private @Nullable Fault fault(Sm2 signature) {
        String named = document.certificateSerial(signature.party());
        String issuer = document.certificateIssuer(signature.party());
        return fault(
                "",
                signature.chainPem(),
                signature.signature(),
                document.signedBytes(),
                chain -> chain.leafSerialHex().equalsIgnoreCase(named)
                                && (issuer == null || chain.leafIssuer().equals(issuer))
                        ? null
                        : "CERTIFICATE_OTHER");
    }

    /** Whether the key or the name that signs for one party has signed for another one already: nobody agrees with himself. */
    static boolean isOfOneHolder(PartySignature signature, List<PartySignature> earlier) {
        return signature instanceof Sm2 sm2
                && earlier.stream().anyMatch(other -> other instanceof Sm2 before && !isOfAnotherHolder(sm2, before));
    }

    /** What cannot be read has a fault of its own. */
    private static boolean isOfAnotherHolder(Sm2 one, Sm2 other) {
        try {
            return CertificateChain.parse(one.chainPem()).isOfAnotherHolder(CertificateChain.parse(other.chainPem()));
        } catch (CertificateRefused unreadable) {
            return true;
        }
    }

    /** The other party has signed that no certificate is named, and so that paper will do. */
    private @Nullable Fault fault(Paper paper) {
        if (document.namesCertificate(paper.party())) {
            return Fault.of("PAPER_NOT_AGREED");
        }
        if (attestors != null && attestors.isEmpty()) {
            return new Fault("/kind", "PAPER_NOT_TAKEN", false);
        }
        if (paper.attestation().signedOn().isAfter(LocalDate.ofInstant(at, AgreementDocument.SHANGHAI))) {
            return new Fault("/signed_on", "SIGNED_LATER", true);
        }
        List<Attested> attested = paper.attested();
        if (attested.size() != OFFICERS) {
            return new Fault("/attested", "ATTESTED_BY_TWO", true);
        }
        byte[] message = paper.attestation().bytes();
        for (int i = 0; i < OFFICERS; i++) {
            Attested one = attested.get(i);
            Fault fault = fault("/attested/" + i, one.chainPem(), one.signature(), message, this::attestor);
            if (fault != null) {
                return fault;
            }
        }
        return isOneOfficer(attested) ? new Fault("/attested", "ATTESTED_BY_TWO", true) : null;
    }

    private @Nullable String attestor(CertificateChain chain) {
        return attestors == null || attestors.holds(chain) ? null : "ATTESTOR_UNKNOWN";
    }

    private static boolean isOneOfficer(List<Attested> attested) {
        try {
            return !CertificateChain.parse(attested.get(0).chainPem())
                    .isOfAnotherHolder(CertificateChain.parse(attested.get(1).chainPem()));
        } catch (CertificateRefused unreadable) {
            throw new IllegalStateException("both were read just now", unreadable);
        }
    }

    /** Whose certificate it must be. */
    private interface Holder {
        @Nullable String refused(CertificateChain chain);
    }

    private @Nullable Fault fault(String below, byte[] pem, byte[] signature, byte[] message, Holder holder) {
        try {
            CertificateChain chain = CertificateChain.parse(pem);
            String refused = holder.refused(chain);
            if (refused != null) {
                return new Fault(below, refused, true);
            }
            trusted.verifier(chain, at).verify(message, signature);
            return null;
        } catch (CertificateRefused refused) {
            return switch (refused.reason()) {
                case MALFORMED -> new Fault(below, "CERTIFICATE_MALFORMED", true);
                case REVOKED -> new Fault(below, "CERTIFICATE_REFUSED", true);
                case EXPIRED, NOT_YET_VALID -> new Fault(below, "CERTIFICATE_EXPIRED", false);
                default -> new Fault(below, "CERTIFICATE_REFUSED", false);
            };
        } catch (SignatureRefused wrong) {
            return new Fault(below, "SIGNATURE_REFUSED", true);
        }
    }
}
