package org.shuqiao.certs;

import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SM3Digest;

/** The hash SM3 (GB/T 32905-2016): 32 bytes over the concatenation of its inputs. */
public final class Sm3 {
    /** Size of a digest. */
    public static final int DIGEST_BYTES = 32;

    private Sm3() {}

    /** Returns the 32-byte digest of the parts, read one after the other as if they were one array. */
    public static byte[] digest(byte[]... parts) {
        var state = new SM3Digest();
        for (byte[] part : parts) {
            state.update(part, 0, part.length);
        }
        var digest = new byte[DIGEST_BYTES];
        state.doFinal(digest, 0);
        return digest;
    }

    /** Returns {@link #digest} as 64 lower-case hexadecimal characters, the form used in every document of ours. */
    public static String hex(byte[]... parts) {
        return HexFormat.of().formatHex(digest(parts));
    }
}
