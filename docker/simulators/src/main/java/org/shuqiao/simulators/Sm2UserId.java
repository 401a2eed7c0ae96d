package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tencent.kona.crypto.spec.SM2SignatureParameterSpec;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;

/**
 * The user id that goes into an SM2 signature's Z value (GB/T 32918.2, 5.5).
 *
 * @param text the id; its UTF-8 bytes count
 */
record Sm2UserId(String text) {
    /** The id of GM/T 0009, for whoever agreed on no other. */
    static final Sm2UserId DEFAULT = new Sm2UserId("1234567812345678");

    /** Kona's parameters of a signature by this key. */
    AlgorithmParameterSpec with(PublicKey key) throws InvalidKeyException {
        if (key instanceof ECPublicKey point) {
            return new SM2SignatureParameterSpec(text.getBytes(UTF_8), point);
        }
        throw new InvalidKeyException("not a key on a curve");
    }
}
