package org.shuqiao.certs;

import org.bouncycastle.cert.X509CertificateHolder;

/** Verifies signatures as one partner sends them. */
record ProfileVerifier(X509CertificateHolder leaf, SignatureProfile profile, Sm2Verifier verifier) implements Verifier {
    @Override
    public void verify(byte[] message, byte[] signature) throws SignatureRefused {
        if (profile.form() == SignatureForm.CMS) {
            CmsSignature.parse(signature).verify(message, leaf, verifier, profile.lenientIntegers());
        } else {
            verifier.verify(message, profile.toDer(signature));
        }
    }
}
