package org.shuqiao.certs;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.SM2Signer;

/** Verifies with the low-level Bouncy Castle class, initialised once per thread. */
final class Sm2Verifier implements Verifier {
    private final ThreadLocal<SM2Signer> initialised;

    /** Verifies under the {@link SignatureProfile#DEFAULT_USER_ID}. */
    Sm2Verifier(ECPublicKeyParameters key) {
        this(key, SignatureProfile.DEFAULT_USER_ID);
    }

    Sm2Verifier(ECPublicKeyParameters key, String userId) {
        var parameters = new ParametersWithID(key, Sm2.userId(userId));
        initialised = ThreadLocal.withInitial(() -> {
            var signer = new SM2Signer();
            signer.init(false, parameters);
            return signer;
        });
    }

    @Override
    public void verify(byte[] message, byte[] signature) throws SignatureRefused {
        Sm2Signature.parseDer(signature);
        SM2Signer signer = initialised.get();
        signer.reset(); // whatever an earlier call that failed half way has left behind
        signer.update(message, 0, message.length);
        if (!signer.verifySignature(signature)) {
            throw new WrongSignature();
        }
    }
}
