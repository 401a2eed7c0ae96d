package org.shuqiao.certs.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.PinnedKey;
import org.shuqiao.certs.Verifier;

/**
 * The SM2 key that a log signs its checkpoints with, under the log's name (a verifier key of C2SP signed-note). Equal by content.
 *
 * @param name the log's origin
 * @param publicKeySpki DER {@code SubjectPublicKeyInfo}, the point uncompressed
 */
public record LogKey(String name, byte[] publicKeySpki) {
    private static final String SEPARATOR = "+";
    private static final int PARTS = 3;
    private static final int KEY_ID_BYTES = 4;
    private static final int MAX_TEXT_CHARS = 1_024;

    /** The C2SP type of all algorithms without a number of their own, and the name of ours. */
    private static final byte[] ALGORITHM = "\u00ffsm2-with-sm3".getBytes(StandardCharsets.ISO_8859_1);

    /**
     * Checks and copies.
     *
     * @throws MalformedLogKey if the name is none, or the key is no SM2 key in its one DER form
     */
    public LogKey {
        if (!NoteName.isName(name)) {
            throw new MalformedLogKey("not the name of a log");
        }
        try {
            publicKeySpki = PinnedKey.parse(publicKeySpki).spki();
        } catch (IllegalArgumentException notAKey) {
            throw new MalformedLogKey("not a public SM2 key");
        }
    }

    /**
     * Takes the key of a chain's leaf.
     *
     * @throws MalformedLogKey if the name is none, or the key is no SM2 key
     */
    public static LogKey of(String name, CertificateChain chain) {
        try {
            return new LogKey(name, PinnedKey.of(chain).spki());
        } catch (CertificateRefused notSm2) {
            throw new MalformedLogKey("the certificate holds no public SM2 key");
        }
    }

    /** Returns {@code name+key id+Base64(0xff ‖ "sm2-with-sm3" ‖ key)}, the key id as eight hexadecimal digits. */
    public String text() {
        byte[] typed = concat(ALGORITHM, publicKeySpki);
        return String.join(SEPARATOR, name, keyId(), Base64.getEncoder().encodeToString(typed));
    }

    /**
     * Reads a text back.
     *
     * @throws MalformedLogKey if it is not exactly what {@link #text} writes
     */
    public static LogKey parse(String text) {
        String[] parts = text.length() > MAX_TEXT_CHARS ? new String[0] : text.split("\\+", PARTS);
        if (parts.length == PARTS) {
            try {
                byte[] typed = Base64.getDecoder().decode(parts[PARTS - 1]);
                byte[] key = Arrays.copyOfRange(typed, Math.min(ALGORITHM.length, typed.length), typed.length);
                var parsed = new LogKey(parts[0], key);
                if (parsed.text().equals(text)) { // so the algorithm and the key id are right, too
                    return parsed;
                }
            } catch (IllegalArgumentException unreadable) {
                // Dropped on purpose: its message may quote the text.
            }
        }
        throw new MalformedLogKey("not the verifier key of a log");
    }

    /** Returns what tells keys of one name apart: the first four bytes of a SHA-256, as eight lower-case hexadecimal digits. */
    public String keyId() {
        byte[] named = concat((name + "\n").getBytes(StandardCharsets.UTF_8), ALGORITHM);
        byte[] digest = sha256(concat(named, publicKeySpki));
        return HexFormat.of().formatHex(digest, 0, KEY_ID_BYTES);
    }

    Verifier verifier() {
        return PinnedKey.parse(publicKeySpki).verifier();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public byte[] publicKeySpki() {
        return publicKeySpki.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogKey that
                && name.equals(that.name)
                && Arrays.equals(publicKeySpki, that.publicKeySpki);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(publicKeySpki);
    }

    @Override
    public String toString() {
        return "LogKey[" + name + SEPARATOR + keyId() + "]";
    }
}
