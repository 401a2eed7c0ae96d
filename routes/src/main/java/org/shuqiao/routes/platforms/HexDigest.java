package org.shuqiao.routes.platforms;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.shuqiao.mappings.platforms.CallFamily.HexCase;

/** A digest of the JDK in hexadecimal digits, from a prototype that is copied for each text. Thread-safe. */
final class HexDigest {
    private final MessageDigest prototype;
    private final HexFormat hex;

    HexDigest(String algorithm, HexCase digits) {
        try {
            this.prototype = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
        this.hex = switch (digits) {
            case LOWER -> HexFormat.of();
            case UPPER -> HexFormat.of().withUpperCase();
        };
    }

    /** @param parts joined without a separator */
    String of(byte[]... parts) {
        try {
            MessageDigest digest = (MessageDigest) prototype.clone();
            for (byte[] part : parts) {
                digest.update(part);
            }
            return hex.formatHex(digest.digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's digests can be cloned", e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
