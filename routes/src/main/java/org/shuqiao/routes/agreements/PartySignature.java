package org.shuqiao.routes.agreements;

import java.util.List;
import org.shuqiao.certs.PaperAttestation;

/** How one party has signed an agreement. */
sealed interface PartySignature {
    String party();

    /** @param signature DER of the SM2 signature of the signed bytes */
    record Sm2(String party, byte[] chainPem, byte[] signature) implements PartySignature {}

    /** @param attested those who have seen it, as the schema says two */
    record Paper(PaperAttestation attestation, List<Attested> attested) implements PartySignature {
        @Override
        public String party() {
            return attestation.party();
        }
    }

    /** @param signature DER of the SM2 signature of {@link PaperAttestation#bytes} */
    record Attested(byte[] chainPem, byte[] signature) {}
}
