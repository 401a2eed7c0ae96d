package org.shuqiao.certs;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * A digital envelope (数字信封): content encrypted with SM4-GCM (GB/T 32907, NIST SP 800-38D) under a key of its own, and this key
 * encrypted with SM2 (GB/T 32918.4) for one certificate.
 *
 * <p>Who cannot open it learns nothing but the length, and cannot change it unnoticed. It does not say who sealed it: sign what is
 * inside.
 */
public final class DigitalEnvelope {
    /** The most that can be sealed or opened. */
    public static final int MAX_CONTENT_BYTES = 64 * 1024 * 1024;

    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private DigitalEnvelope() {}

    /**
     * A sealed envelope.
     *
     * @param wrappedKey the SM4 key as DER of {@code SM2Cipher {x INTEGER, y INTEGER, hash OCTET STRING, ciphertext OCTET STRING}}
     *     (GM/T 0009 §7.2)
     * @param data nonce (12 bytes) ‖ ciphertext (as long as the content) ‖ tag (16 bytes); no additional data
     */
    public record Sealed(byte[] wrappedKey, byte[] data) {}

    /**
     * Seals content for one recipient, under a new key and nonce.
     *
     * @param recipient its encryption certificate first; whether that is trusted is for {@link
     *     TrustedCertificates#requireRecipient} to say
     * @throws CertificateRefused if the certificate has no SM2 key or is not for encryption
     * @throws IllegalArgumentException if the content is longer than {@link #MAX_CONTENT_BYTES}
     */
    public static Sealed seal(byte[] content, CertificateChain recipient, SecureRandom random)
            throws CertificateRefused {
        if (content.length > MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException("content is too long for an envelope");
        }
        CertificateRules.requireRecipient(recipient.leaf());
        var key = new byte[KEY_BYTES];
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(key);
        random.nextBytes(nonce);
        byte[] wrapped = Sm2Cipher.encrypt(key, CertificateRules.publicKey(recipient.leaf()), random);
        var data = Arrays.copyOf(nonce, NONCE_BYTES + content.length + TAG_BYTES);
        try {
            sm4(true, key, nonce, content, 0, data, NONCE_BYTES);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("SM4 could not encrypt", e);
        }
        return new Sealed(wrapped, data);
    }

    /**
     * Opens an envelope.
     *
     * @throws EnvelopeRefused if it was not sealed for this key, or any bit of it was changed
     */
    public static byte[] open(Sealed envelope, DecryptionKey recipient) throws EnvelopeRefused {
        byte[] data = envelope.data();
        int length = data.length - NONCE_BYTES - TAG_BYTES;
        if (length < 0 || length > MAX_CONTENT_BYTES) {
            throw new EnvelopeRefused();
        }
        byte[] key = Sm2Cipher.decrypt(envelope.wrappedKey(), KEY_BYTES, recipient.key());
        var content = new byte[length];
        try {
            sm4(false, key, Arrays.copyOf(data, NONCE_BYTES), data, NONCE_BYTES, content, 0);
        } catch (InvalidCipherTextException e) {
            throw new EnvelopeRefused();
        }
        return content;
    }

    private static void sm4(boolean encrypt, byte[] key, byte[] nonce, byte[] in, int from, byte[] out, int to)
            throws InvalidCipherTextException {
        var cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(encrypt, new AEADParameters(new KeyParameter(key), TAG_BYTES * Byte.SIZE, nonce));
        int written = cipher.processBytes(in, from, in.length - from, out, to);
        cipher.doFinal(out, to + written);
    }
}
