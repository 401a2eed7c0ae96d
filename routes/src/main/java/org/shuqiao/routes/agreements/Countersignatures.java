package org.shuqiao.routes.agreements;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.SignatureRefused;
import org.shuqiao.certs.TrustedCertificates;
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
     * @throws Failure {@link FailureCode#NOT_COUNTERSIGNED} where a party's signature is missing,
     *     {@link FailureCode#AGREEMENT_SIGNATURE} where one is wrong or by another certificate
     */
    public void verify(AgreementDocument document) {
        byte[] signed = document.signedBytes();
        for (String party : PARTIES) {
            Countersignature signature = document.signatures().stream()
                    .filter(s -> s.party().equals(party) && s.kind().equals("sm2"))
                    .findFirst()
                    .orElseThrow(() -> new Failure(FailureCode.NOT_COUNTERSIGNED, Map.of("party", party)));
            verify(document, signature, signed);
        }
    }

    private void verify(AgreementDocument document, Countersignature signature, byte[] signed) {
        try {
            CertificateChain chain = CertificateChain.parse(signature.chainPem());
            if (!chain.leafSerialHex().equalsIgnoreCase(document.certificateSerial(signature.party()))) {
                throw refused(signature.party(), "other certificate");
            }
            trusted.get().verifier(chain, clock.instant()).verify(signed, signature.signature());
        } catch (CertificateRefused untrusted) {
            throw refused(signature.party(), "certificate refused");
        } catch (SignatureRefused wrong) {
            throw refused(signature.party(), "signature refused");
        }
    }

    private static Failure refused(String party, String why) {
        return new Failure(FailureCode.AGREEMENT_SIGNATURE, Map.of("party", party, "why", why));
    }
}
