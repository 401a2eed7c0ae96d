package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.List;
import org.shuqiao.certs.log.ProofRefused.Reason;

/**
 * Shows that an earlier tree is the beginning of a later one (RFC 9162 §2.1.4). Equal by content; the arrays are not copied and
 * must not change. The path is empty where both have the same size and where the earlier one has no leaves.
 *
 * @param from number of leaves in the earlier tree
 * @param to number of leaves in the later tree
 * @param path hashes in the order of RFC 9162
 */
public record ConsistencyProof(long from, long to, List<byte[]> path) {
    /** Copies the list. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * Returns if, and only if, the path leads to both roots (RFC 9162 §2.1.4.2).
     *
     * @throws ProofRefused if it does not; one of a wrong length is refused unread
     */
    public void verify(LogHash hash, byte[] fromRoot, byte[] toRoot) throws ProofRefused {
        if (from < 0 || to < from) {
            throw new ProofRefused(Reason.OUT_OF_RANGE);
        }
        ProofRefused.requireShape(path, hashesInPath(), fromRoot, toRoot);
        if (from == 0) {
            requireEqual(hash.empty(), fromRoot);
        } else if (from == to) {
            requireEqual(fromRoot, toRoot);
        } else {
            climb(hash, fromRoot, toRoot);
        }
    }

    private void climb(LogHash hash, byte[] fromRoot, byte[] toRoot) throws ProofRefused {
        int perfect = Long.numberOfTrailingZeros(from);
        var ascent = new Ascent((from - 1) >> perfect, (to - 1) >> perfect);
        boolean startsAtRoot = isPowerOfTwo(from); // then the earlier root is itself a node of the later tree
        byte[] earlier = startsAtRoot ? fromRoot : path.get(0);
        byte[] later = earlier;
        for (byte[] sibling : path.subList(startsAtRoot ? 0 : 1, path.size())) {
            if (ascent.passesSiblingOnTheLeft()) {
                earlier = hash.node(sibling, earlier);
                later = hash.node(sibling, later);
            } else {
                later = hash.node(later, sibling);
            }
        }
        requireEqual(earlier, fromRoot);
        requireEqual(later, toRoot);
    }

    private int hashesInPath() {
        if (from == 0 || from == to) {
            return 0;
        }
        int perfect = Long.numberOfTrailingZeros(from);
        int apart = Long.SIZE - Long.numberOfLeadingZeros((from - 1) ^ (to - 1));
        return (isPowerOfTwo(from) ? 0 : 1) + apart - perfect + Long.bitCount((from - 1) >> apart);
    }

    private static boolean isPowerOfTwo(long number) {
        return Long.bitCount(number) == 1;
    }

    private static void requireEqual(byte[] found, byte[] root) throws ProofRefused {
        if (!Arrays.equals(found, root)) {
            throw new ProofRefused(Reason.WRONG_ROOT);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConsistencyProof that
                && from == that.from
                && to == that.to
                && Arrays.deepEquals(path.toArray(), that.path.toArray());
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(path.toArray());
    }

    @Override
    public String toString() {
        return "ConsistencyProof[from=" + from + ", to=" + to + "]";
    }
}
