package org.shuqiao.certs;

import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Public keys that are trusted by themselves because someone wrote them down, as the key of a log is. */
public final class PinnedKey {
    private PinnedKey() {}

    /**
     * Returns a verifier of strict DER signatures under the default user id.
     *
     * @param subjectPublicKeyInfo DER of an X.509 SubjectPublicKeyInfo on the named SM2 curve
     * @throws IllegalArgumentException if it is none
     */
    public static Verifier verifier(byte[] subjectPublicKeyInfo) {
        try {
            return new Sm2Verifier(Sm2.publicKey(SubjectPublicKeyInfo.getInstance(subjectPublicKeyInfo)));
        } catch (RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new IllegalArgumentException("not a public key on the SM2 curve", e);
        }
    }
}
