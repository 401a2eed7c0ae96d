package org.shuqiao.simulators;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Signs with one SM2 key; DER signatures. Thread-safe, with initialised signature objects that are used again. */
final class Sm2Signer {
    private final Kona kona;
    private final PrivateKey key;
    private final SecureRandom random;
    private final ConcurrentLinkedDeque<Signature> idle = new ConcurrentLinkedDeque<>();

    /** A signer for a DER PKCS#8 PrivateKeyInfo; refuses a key that is not an SM2 key. */
    Sm2Signer(Kona kona, byte[] privateKeyInfo, SecureRandom random) throws GeneralSecurityException {
        this.kona = kona;
        this.key = kona.privateKey(privateKeyInfo);
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
        sm2.initSign(key, random);
        return sm2;
    }
}
