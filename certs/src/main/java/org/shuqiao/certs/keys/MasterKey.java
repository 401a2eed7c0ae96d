package org.shuqiao.certs.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.PrivateKeyAccess;

/**
 * Seals secrets for storage: nobody without this key reads or changes them, and none can be put in the place of another. It does
 * not hide how long a secret is, nor keep an old one from being put back.
 *
 * <p>A sealed secret is {@code 0x01 ‖ nonce(12) ‖ ciphertext ‖ tag(16)}: SM4 (GB/T 32907) in GCM without associated data, under the
 * first 16 bytes of HMAC-SM3(master, {@code "shuqiao.seal.v1" ‖ 0x00 ‖ context}). Each context has a key of its own, so it needs no
 * counter of nonces. Immutable and thread-safe.
 */
public final class MasterKey {
    /** How many bytes a master key has. */
    public static final int BYTES = 32;

    private static final byte[] PURPOSE = "shuqiao.seal.v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FINGERPRINT = "shuqiao.fingerprint.v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int HEAD_BYTES = 1 + NONCE_BYTES;
    private static final int SM4_KEY_BYTES = 16;
    /** The longest secret that can be sealed at once. */
    public static final int MAX_SECRET_BYTES = 65_536;

    private final HmacSm3 derivation;

    /**
     * Prepares the key; the bytes are not kept.
     *
     * @throws IllegalArgumentException unless there are {@value #BYTES} of them
     */
    public MasterKey(byte[] key) {
        if (key.length != BYTES) {
            throw new IllegalArgumentException("a master key has " + BYTES + " bytes");
        }
        this.derivation = new HmacSm3(key);
    }

    /**
     * Seals a secret.
     *
     * @param secret at most 65,536 bytes
     * @param context where it belongs; it opens under the same text only
     */
    public byte[] seal(byte[] secret, String context, SecureRandom random) {
        if (secret.length > MAX_SECRET_BYTES) {
            throw new IllegalArgumentException("too long to be sealed");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        GCMModeCipher cipher = cipher(true, context, nonce);
        byte[] sealed = new byte[HEAD_BYTES + secret.length + TAG_BYTES];
        sealed[0] = FORMAT;
        System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
        int written = cipher.processBytes(secret, 0, secret.length, sealed, HEAD_BYTES);
        try {
            cipher.doFinal(sealed, HEAD_BYTES + written);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("sealing checks nothing that could fail", e);
        }
        return sealed;
    }

    /**
     * Opens a sealed secret.
     *
     * @throws SealBroken if it is anything but a secret sealed by this key for this context
     */
    public byte[] open(byte[] sealed, String context, PrivateKeyAccess access) throws SealBroken {
        Objects.requireNonNull(access);
        int secretBytes = sealed.length - HEAD_BYTES - TAG_BYTES;
        if (secretBytes < 0 || secretBytes > MAX_SECRET_BYTES || sealed[0] != FORMAT) {
            throw new SealBroken();
        }
        GCMModeCipher cipher = cipher(false, context, Arrays.copyOfRange(sealed, 1, HEAD_BYTES));
        byte[] secret = new byte[secretBytes];
        int written = cipher.processBytes(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES, secret, 0);
        try {
            cipher.doFinal(secret, written);
        } catch (InvalidCipherTextException broken) {
            Arrays.fill(secret, (byte) 0);
            throw new SealBroken();
        }
        return secret;
    }

    /**
     * Tells whether two secrets are the same without telling anything else of them: HMAC-SM3 under HMAC-SM3(master, {@code
     * "shuqiao.fingerprint.v1" ‖ 0x00 ‖ context}).
     *
     * @param context fingerprints under different texts do not compare
     * @return 32 bytes
     */
    public byte[] fingerprint(byte[] secret, String context) {
        byte[] key = derivation.mac(FINGERPRINT, context.getBytes(StandardCharsets.UTF_8));
        byte[] fingerprint = new HmacSm3(key).mac(secret);
        Arrays.fill(key, (byte) 0);
        return fingerprint;
    }

    private GCMModeCipher cipher(boolean sealing, String context, byte[] nonce) {
        byte[] key = derivation.mac(PURPOSE, context.getBytes(StandardCharsets.UTF_8));
        GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
        cipher.init(sealing, new AEADParameters(new KeyParameter(key, 0, SM4_KEY_BYTES), TAG_BYTES * Byte.SIZE, nonce));
        Arrays.fill(key, (byte) 0);
        return cipher;
    }

    /** Says that there is one, and nothing of it. */
    @Override
    public String toString() {
        return "MasterKey[]";
    }
}
