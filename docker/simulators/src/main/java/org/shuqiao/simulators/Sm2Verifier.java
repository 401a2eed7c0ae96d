package org.shuqiao.simulators;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Verifies SM2 signatures of one public key. Thread-safe; initialised signature objects are kept and used again, as
 * setting one up costs a good part of a verification.
 */
final class Sm2Verifier {
    private final Kona kona;
    private final PublicKey key;
    private final Sm2UserId userId;
    private final ConcurrentLinkedDeque<Signature> idle = new ConcurrentLinkedDeque<>();

    /** A verifier for a DER SubjectPublicKeyInfo and the default user id; refuses a key that is not an SM2 key. */
    Sm2Verifier(Kona kona, byte[] subjectPublicKeyInfo) throws GeneralSecurityException {
        this(kona, subjectPublicKeyInfo, Sm2UserId.DEFAULT);
    }

    Sm2Verifier(Kona kona, byte[] subjectPublicKeyInfo, Sm2UserId userId) throws GeneralSecurityException {
        this.kona = kona;
        this.key = kona.publicKey(subjectPublicKeyInfo);
        this.userId = userId;
        idle.push(initialised());
    }

    /** Whether this is the key's signature (strict DER) over exactly these bytes. */
    boolean accepts(byte[] message, byte[] signature) {
        if (!isStrictDer(signature)) {
            return false;
        }
        try {
            Signature sm2 = idle.poll();
            if (sm2 == null) {
                sm2 = initialised();
            }
            sm2.update(message);
            boolean accepted = sm2.verify(signature);
            // After a refusal Kona may still hold the message's digest; such an object must not meet another message.
            if (accepted) {
                idle.push(sm2);
            }
            return accepted;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Signature initialised() throws GeneralSecurityException {
        Signature sm2 = kona.sm2();
        sm2.setParameter(userId.with(key));
        sm2.initVerify(key);
        return sm2;
    }

    /** Kona reads a negative integer as a positive one; GM/T 0009 wants two positive integers and nothing else. */
    private static boolean isStrictDer(byte[] signature) {
        try {
            DerReader outer = new DerReader(signature);
            DerReader rs = outer.enter(DerReader.SEQUENCE);
            outer.end();
            BigInteger r = rs.positiveInteger();
            BigInteger s = rs.positiveInteger();
            rs.end();
            return r.signum() > 0 && s.signum() > 0;
        } catch (MalformedDer e) {
            return false;
        }
    }
}
