package org.shuqiao.certs;

import com.tencent.kona.crypto.KonaCryptoProvider;
import com.tencent.kona.crypto.spec.SM2PrivateKeySpec;
import com.tencent.kona.crypto.spec.SM2PublicKeySpec;
import com.tencent.kona.crypto.spec.SM2SignatureParameterSpec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.util.BigIntegers;

/** The same key in Tencent Kona, an implementation of SM2, SM3 and SM4 that shares no code with ours. */
final class KonaSm2 {
    private static final int NUMBER_BYTES = 32;
    private static final int TAG_BITS = 128;

    private final Provider kona = new KonaCryptoProvider();
    private final PrivateKey privateKey;
    private final ECPublicKey publicKey;

    KonaSm2(ECPrivateKeyParameters key) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("SM2", kona);
        byte[] d = BigIntegers.asUnsignedByteArray(NUMBER_BYTES, key.getD());
        privateKey = keys.generatePrivate(new SM2PrivateKeySpec(d));
        byte[] point = Sm2.publicKeyOf(key).getQ().getEncoded(false);
        publicKey = (ECPublicKey) keys.generatePublic(new SM2PublicKeySpec(point));
    }

    /** A Signature of Kona that has refused once is not to be used again, so each call makes its own. */
    boolean verifies(byte[] message, byte[] signature, String userId) throws GeneralSecurityException {
        Signature verifier = signature(userId);
        verifier.initVerify(publicKey);
        verifier.update(message);
        return verifier.verify(signature);
    }

    byte[] sign(byte[] message, String userId) throws GeneralSecurityException {
        Signature signer = signature(userId);
        signer.initSign(privateKey);
        signer.update(message);
        return signer.sign();
    }

    byte[] encrypt(byte[] secret) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM2", kona);
        cipher.init(Cipher.ENCRYPT_MODE, publicKey);
        return cipher.doFinal(secret);
    }

    byte[] decrypt(byte[] sm2Cipher) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM2", kona);
        cipher.init(Cipher.DECRYPT_MODE, privateKey);
        return cipher.doFinal(sm2Cipher);
    }

    /** SM4-GCM of everything from {@code from} on. */
    byte[] sm4(int mode, byte[] key, byte[] nonce, byte[] data, int from) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", kona);
        cipher.init(mode, new SecretKeySpec(key, "SM4"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher.doFinal(data, from, data.length - from);
    }

    private Signature signature(String userId) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SM2", kona);
        signature.setParameter(new SM2SignatureParameterSpec(userId.getBytes(StandardCharsets.UTF_8), publicKey));
        return signature;
    }
}
