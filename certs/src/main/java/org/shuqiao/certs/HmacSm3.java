package org.shuqiao.certs;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * HMAC (RFC 2104) over SM3 under one key. Thread-safe.
 *
 * <p>The two states that have absorbed the padded key are computed once and copied for each message, so a call costs no key
 * schedule and shares nothing with other threads; the key itself is not kept.
 */
public final class HmacSm3 {
    private static final int BLOCK_BYTES = 64;
    private static final byte INNER_PAD = 0x36;
    private static final byte OUTER_PAD = 0x5c;

    private final SM3Digest inner;
    private final SM3Digest outer;

    /**
     * Prepares the key, which may have any length of at least one byte.
     *
     * @throws IllegalArgumentException if the key is empty, since a MAC without a secret proves nothing
     */
    public HmacSm3(byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("an HMAC key must not be empty");
        }
        byte[] block = Arrays.copyOf(key.length > BLOCK_BYTES ? Sm3.digest(key) : key, BLOCK_BYTES);
        inner = keyed(block, INNER_PAD);
        outer = keyed(block, OUTER_PAD);
        Arrays.fill(block, (byte) 0);
    }

    /** Returns the 32-byte authentication code of the parts, read one after the other as if they were one array. */
    public byte[] mac(byte[]... parts) {
        var state = new SM3Digest(inner);
        for (byte[] part : parts) {
            state.update(part, 0, part.length);
        }
        var code = new byte[Sm3.DIGEST_BYTES];
        state.doFinal(code, 0);
        var last = new SM3Digest(outer);
        last.update(code, 0, code.length);
        last.doFinal(code, 0);
        return code;
    }

    private static SM3Digest keyed(byte[] block, byte pad) {
        var state = new SM3Digest();
        for (byte b : block) {
            state.update((byte) (b ^ pad));
        }
        return state;
    }
}
