package org.shuqiao.certs;

import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/** {@link Sm3} over bytes that are never in memory together. Not thread-safe. */
public final class RunningSm3 {
    private final SM3Digest state = new SM3Digest();

    public void update(byte[] bytes, int from, int count) {
        state.update(bytes, from, count);
    }

    /** Returns the digest of everything so far as 64 lower-case hexadecimal characters; the next byte is the first again. */
    public String hex() {
        var digest = new byte[Sm3.DIGEST_BYTES];
        state.doFinal(digest, 0);
        return HexFormat.of().formatHex(digest);
    }
}
