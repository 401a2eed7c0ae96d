package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.List;
import org.shuqiao.certs.log.ProofRefused.Reason;

/**
 * Shows that a leaf lies at an index of a tree (RFC 9162 §2.1.3). Equal by content; the arrays are not copied and must not change.
 *
 * <p>By itself it binds index and root, not the size: some neighbouring sizes have a path of the same shape. Take the size from
 * the signed checkpoint that the root is taken from.
 *
 * @param index the leaf's, from 0
 * @param size number of leaves in the tree
 * @param path sibling hashes from the leaf up to the root
 */
public record InclusionProof(long index, long size, List<byte[]> path) {
    /** Copies the list. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * Returns if, and only if, the path leads from the leaf to the root (RFC 9162 §2.1.3.2).
     *
     * @throws ProofRefused if it does not; one of a wrong length is refused unread
     */
    public void verify(LogHash hash, byte[] leafHash, byte[] root) throws ProofRefused {
        if (index < 0 || index >= size) {
            throw new ProofRefused(Reason.OUT_OF_RANGE);
        }
        ProofRefused.requireShape(path, hashesInPath(), leafHash, root);
        byte[] node = leafHash;
        var ascent = new Ascent(index, size - 1);
        for (byte[] sibling : path) {
            node = ascent.passesSiblingOnTheLeft() ? hash.node(sibling, node) : hash.node(node, sibling);
        }
        if (!Arrays.equals(node, root)) {
            throw new ProofRefused(Reason.WRONG_ROOT);
        }
    }

    /** Returns for each hash of the path whether it stands on the left. */
    public List<Boolean> siblingsOnTheLeft() {
        var ascent = new Ascent(index, size - 1);
        return path.stream().map(sibling -> ascent.passesSiblingOnTheLeft()).toList();
    }

    /** One for every level up to where the leaf's way meets that of the last leaf, then one for every left sibling. */
    private int hashesInPath() {
        int apart = Long.SIZE - Long.numberOfLeadingZeros(index ^ (size - 1));
        return apart + Long.bitCount(index >> apart);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InclusionProof that
                && index == that.index
                && size == that.size
                && Arrays.deepEquals(path.toArray(), that.path.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(path.toArray());
    }

    @Override
    public String toString() {
        return "InclusionProof[index=" + index + ", size=" + size + "]";
    }
}
