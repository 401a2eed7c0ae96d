package org.shuqiao.routes.agreements;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.agreements.AgreementDocument.Countersignature;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;

/** Checks that both parties have signed an agreement: SM2 over its signed bytes, by the certificates it names. */
public final class Countersignatures {
    private static final List<String> PARTIES = List.of("provider", "consumer");

    private final Supplier<TrustedCertificates> trusted;
    private final Clock clock;

    public Countersignatures(Supplier<TrustedCertificates> trusted, Clock clock) {
        this.trusted = trusted;
        this.clock = clock;
    }

    /**
     * What is wrong with the signature of a party.
     *
     * @param pointer where in the document
     * @param rule a rule of {@link org.shuqiao.mappings.AgreementProfile#problem}
     */
    record Refusal(FailureCode code, String party, String pointer, String rule) {
        Failure failure(List<Violation> violations) {
            return new Failure(code, Map.of("party", party, "why", rule, "violations", violations));
        }
    }

    /**
     * Looks at the signatures of both parties.
     *
     * @return {@link FailureCode#NOT_COUNTERSIGNED} where a party's signature is missing, {@link FailureCode#AGREEMENT_SIGNATURE}
     *     where one is wrong or by another certificate; empty where both hold
     * @throws Failure {@link FailureCode#AGREEMENT_INVALID} where they cannot be read
     */
    List<Refusal> refusals(AgreementDocument document) {
        List<Refusal> refusals = new ArrayList<>();
        List<Countersignature> signatures = document.signatures();
        Set<String> signed = new HashSet<>();
        for (int i = 0; i < signatures.size(); i++) {
            Countersignature signature = signatures.get(i);
            if (!signature.kind().equals("sm2")) {
                continue;
            }
            String rule = signed.add(signature.party()) ? refused(document, signature) : "SIGNED_TWICE";
            if (rule != null) {
                refusals.add(new Refusal(FailureCode.AGREEMENT_SIGNATURE, signature.party(), "/signatures/" + i, rule));
            }
        }
        for (String party : PARTIES) {
            if (!signed.contains(party)) {
                refusals.add(new Refusal(FailureCode.NOT_COUNTERSIGNED, party, "/signatures", "NOT_COUNTERSIGNED"));
            }
        }
        return refusals;
    }

    private @Nullable String refused(AgreementDocument document, Countersignature signature) {
        try {
            CertificateChain chain = CertificateChain.parse(signature.chainPem());
            if (!chain.leafSerialHex().equalsIgnoreCase(document.certificateSerial(signature.party()))) {
                return "CERTIFICATE_OTHER";
            }
            trusted.get().verifier(chain, clock.instant()).verify(document.signedBytes(), signature.signature());
            return null;
        } catch (CertificateRefused refused) {
            return switch (refused.reason()) {
                case MALFORMED -> "CERTIFICATE_MALFORMED";
                case EXPIRED, NOT_YET_VALID -> "CERTIFICATE_EXPIRED";
                default -> "CERTIFICATE_REFUSED";
            };
        } catch (SignatureRefused wrong) {
            return "SIGNATURE_REFUSED";
        }
    }
}
