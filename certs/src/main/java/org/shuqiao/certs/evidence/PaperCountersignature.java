package org.shuqiao.certs.evidence;

import java.util.List;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.PaperAttestation;

/**
 * One party's signature of an agreement on paper, which two officers attest.
 *
 * @param attestation what both have signed
 * @param officers who has, in the order of the agreement
 */
public record PaperCountersignature(PaperAttestation attestation, List<Officer> officers) {
    /** Copies. */
    public PaperCountersignature {
        officers = List.copyOf(officers);
    }

    /**
     * One officer.
     *
     * @param signature DER signature of {@link PaperAttestation#bytes}
     * @param chain certificates of the officer, leaf first
     */
    public record Officer(byte[] signature, CertificateChain chain) {}

    String party() {
        return attestation.party();
    }

    /** Returns the start of the names of an officer's files. */
    static String officer(String party, int number) {
        return party + ".attested-" + number;
    }
}
