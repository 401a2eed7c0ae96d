package org.shuqiao.certs;

import java.security.SecureRandom;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.SM2Signer;

/**
 * Signs with the low-level Bouncy Castle class, initialised once per thread: initialising costs a point multiplication, as much
 * as the signature itself.
 */
final class Sm2Signing {
    private final ThreadLocal<SM2Signer> initialised;

    /** Signs under the {@link SignatureProfile#DEFAULT_USER_ID}. */
    Sm2Signing(ECPrivateKeyParameters key, SecureRandom random) {
        this(key, random, SignatureProfile.DEFAULT_USER_ID);
    }

    Sm2Signing(ECPrivateKeyParameters key, SecureRandom random, String userId) {
        var parameters = new ParametersWithID(new ParametersWithRandom(key, random), Sm2.userId(userId));
        initialised = ThreadLocal.withInitial(() -> {
            var signer = new SM2Signer();
            signer.init(true, parameters);
            return signer;
        });
    }

    byte[] sign(byte[] message) {
        SM2Signer signer = initialised.get();
        signer.reset(); // whatever an earlier call that failed half way has left behind
        signer.update(message, 0, message.length);
        try {
            return signer.generateSignature();
        } catch (CryptoException e) {
            throw new IllegalStateException("SM2 could not sign", e);
        }
    }
}
