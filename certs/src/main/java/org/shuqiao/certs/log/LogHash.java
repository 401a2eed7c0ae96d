package org.shuqiao.certs.log;

import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SM3Digest;

/**
 * The hash of a log's tree (RFC 6962 §2.1, RFC 9162 §2.1.1). Leaves and inner nodes are hashed with different prefixes, or a proof
 * could pass one off as the other.
 */
public enum LogHash {
    /** SM3 (GB/T 32905-2016). */
    SM3("sm3"),
    /** SHA-256 (FIPS 180-4), the hash that other programs for such logs know. */
    SHA_256("sha256");

    /** Size of every hash of a log. */
    public static final int HASH_BYTES = 32;

    private static final byte LEAF_PREFIX = 0x00;
    private static final byte NODE_PREFIX = 0x01;

    private final String id;

    LogHash(String id) {
        this.id = id;
    }

    /**
     * Finds a hash by its {@link #id}.
     *
     * @throws IllegalArgumentException if no hash has it
     */
    public static LogHash of(String id) {
        for (LogHash hash : values()) {
            if (hash.id.equals(id)) {
                return hash;
            }
        }
        throw new IllegalArgumentException("not the name of a log's hash");
    }

    /** Returns {@code sm3} or {@code sha256}. */
    public String id() {
        return id;
    }

    /** Returns the hash of a leaf: H(0x00 ‖ entry). */
    public byte[] leaf(byte[] entry) {
        Digest state = state();
        state.update(LEAF_PREFIX);
        state.update(entry, 0, entry.length);
        return finish(state);
    }

    /** Returns the hash of an inner node: H(0x01 ‖ left ‖ right). */
    public byte[] node(byte[] left, byte[] right) {
        Digest state = state();
        state.update(NODE_PREFIX);
        state.update(left, 0, left.length);
        state.update(right, 0, right.length);
        return finish(state);
    }

    /** Returns the root of the tree without leaves: H(). */
    public byte[] empty() {
        return finish(state());
    }

    private Digest state() {
        return switch (this) {
            case SM3 -> new SM3Digest();
            case SHA_256 -> new SHA256Digest();
        };
    }

    private static byte[] finish(Digest state) {
        var hash = new byte[HASH_BYTES];
        state.doFinal(hash, 0);
        return hash;
    }

    static byte[] requireSize(byte[] hash) {
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("a hash of a log has " + HASH_BYTES + " bytes");
        }
        return hash;
    }
}
