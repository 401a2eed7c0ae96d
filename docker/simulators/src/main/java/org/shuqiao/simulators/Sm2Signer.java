package org.shuqiao.simulators;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Signs with one SM2 key; DER signatures. Thread-safe, with initialised signature objects that are used again. */
final class Sm2Signer {
    private final Kona kona;
    private final PrivateKey key;
    private final AlgorithmParameterSpec parameters;
    private final SecureRandom random;
    private final ConcurrentLinkedDeque<Signature> idle = new ConcurrentLinkedDeque<>();

    /**
     * A signer for a DER PKCS#8 PrivateKeyInfo and its DER SubjectPublicKeyInfo; refuses keys that are not SM2 keys.
     * Whether the two belong together shows only when something is signed and verified.
     */
    Sm2Signer(Kona kona, byte[] privateKeyInfo, byte[] subjectPublicKeyInfo, Sm2UserId userId, SecureRandom random)
            throws GeneralSecurityException {
        this.kona = kona;
        this.key = kona.privateKey(privateKeyInfo);
        this.parameters = userId.with(kona.publicKey(subjectPublicKeyInfo));
        this.random = random;
        idle.push(initialised());
    }

    byte[] sign(byte[] message) {
        try {
            Signature sm2 = idle.poll();
            if (sm2 == null) {
                sm2 = initialised();
            }
            sm2.update(message);
            byte[] signature = sm2.sign();
            idle.push(sm2);
            return signature;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SM2 signing failed with a key that worked at start", e);
        }
    }

    private Signature initialised() throws GeneralSecurityException {
        Signature sm2 = kona.sm2();
        sm2.setParameter(parameters);
        sm2.initSign(key, random);
        return sm2;
    }
}
