package org.shuqiao.certs.log;

import java.util.Arrays;

/**
 * A tree at one size: what a checkpoint signs. Equal by content.
 *
 * @param size number of leaves
 * @param root 32-byte Merkle tree hash (RFC 6962 §2.1)
 */
public record TreeHead(long size, byte[] root) {
    /** Checks and copies. */
    public TreeHead {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        root = LogHash.requireSize(root).clone();
    }

    @Override
    public byte[] root() {
        return root.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TreeHead that && size == that.size && Arrays.equals(root, that.root);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root);
    }

    @Override
    public String toString() {
        return "TreeHead[size=" + size + "]";
    }
}
