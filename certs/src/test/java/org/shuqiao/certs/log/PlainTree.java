package org.shuqiao.certs.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** RFC 6962 §2.1 word for word over a list of leaf hashes: recursion and nothing clever. */
final class PlainTree {
    private record Range(int first, int end) {}

    private final LogHash hash;
    private final List<byte[]> leaves = new ArrayList<>();
    private final Map<Range, byte[]> known = new HashMap<>();

    PlainTree(LogHash hash) {
        this.hash = hash;
    }

    /** Leaves that all differ. */
    static PlainTree of(LogHash hash, int size) {
        var tree = new PlainTree(hash);
        for (int i = 0; i < size; i++) {
            tree.add(leaf(hash, i));
        }
        return tree;
    }

    static byte[] leaf(LogHash hash, int number) {
        return hash.leaf(("leaf " + number).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    void add(byte[] leafHash) {
        leaves.add(leafHash);
    }

    byte[] leaf(long index) {
        return leaves.get((int) index);
    }

    /** MTH(D[0:size]). */
    byte[] root(long size) {
        return root(0, (int) size);
    }

    private byte[] root(int first, int end) {
        int leavesInRange = end - first;
        if (leavesInRange == 0) {
            return hash.empty();
        }
        if (leavesInRange == 1) {
            return leaves.get(first);
        }
        byte[] before = known.get(new Range(first, end));
        if (before != null) {
            return before;
        }
        int k = split(leavesInRange);
        byte[] root = hash.node(root(first, first + k), root(first + k, end));
        if (Integer.bitCount(leavesInRange) == 1) {
            known.put(new Range(first, end), root);
        }
        return root;
    }

    /** PATH(index, D[0:size]). */
    List<byte[]> path(int index, int size) {
        return path(index, 0, size);
    }

    private List<byte[]> path(int m, int first, int end) {
        int n = end - first;
        if (n == 1) {
            return List.of();
        }
        int k = split(n);
        return m < k
                ? with(path(m, first, first + k), root(first + k, end))
                : with(path(m - k, first + k, end), root(first, first + k));
    }

    /** PROOF(from, D[0:to]), which RFC 6962 leaves open for {@code from = 0}. */
    List<byte[]> proof(int from, int to) {
        return from == 0 ? List.of() : subproof(from, 0, to, true);
    }

    private List<byte[]> subproof(int m, int first, int end, boolean complete) {
        int n = end - first;
        if (m == n) {
            return complete ? List.of() : List.of(root(first, end));
        }
        int k = split(n);
        return m <= k
                ? with(subproof(m, first, first + k, complete), root(first + k, end))
                : with(subproof(m - k, first + k, end, false), root(first, first + k));
    }

    /** Hash {@code i} of a tile, by the definition of C2SP tlog-tiles. */
    byte[] tileHash(int level, long index, int i) {
        long leavesBelow = 1L << (8 * level);
        long start = (index * 256 + i) * leavesBelow;
        return root((int) start, (int) (start + leavesBelow));
    }

    private static int split(int n) {
        int k = 1;
        while (2 * k < n) {
            k *= 2;
        }
        return k;
    }

    private static List<byte[]> with(List<byte[]> path, byte[] last) {
        var longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }
}
