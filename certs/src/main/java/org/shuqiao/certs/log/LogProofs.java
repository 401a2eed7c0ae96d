package org.shuqiao.certs.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Answers about a log from its tiles: at most two tiles a level are read for one. Stateless, so as thread-safe as its tiles.
 *
 * <p>Answers are as true as the tiles; whoever asks verifies them against a signed checkpoint.
 */
public final class LogProofs {
    private final LogHash hash;
    private final HashTiles tiles;

    /** Names the tree's hash and where its tiles are. */
    public LogProofs(LogHash hash, HashTiles tiles) {
        this.hash = hash;
        this.tiles = tiles;
    }

    /**
     * Returns the tree as it was when it had {@code size} leaves.
     *
     * @throws IllegalArgumentException if the size is negative
     * @throws LogUnreadable if a tile is not there or not wide enough, for example because there are not as many leaves
     */
    public TreeHead head(long size) throws LogUnreadable {
        require(size >= 0);
        return new TreeHead(size, new Subtrees(hash, tiles, size).root(0, size));
    }

    /**
     * Proves that a leaf lies at {@code index} of the tree of {@code size} leaves (RFC 9162 §2.1.3.1).
     *
     * @throws IllegalArgumentException if the index does not lie in that tree
     * @throws LogUnreadable if a tile is not there or not wide enough
     */
    public InclusionProof inclusion(long index, long size) throws LogUnreadable {
        require(index >= 0 && index < size);
        var path = new ArrayList<byte[]>();
        pathTo(index, 0, size, new Subtrees(hash, tiles, size), path);
        return new InclusionProof(index, size, path);
    }

    /**
     * Proves that the tree of {@code from} leaves is the beginning of that of {@code to} leaves (RFC 9162 §2.1.4.1).
     *
     * @throws IllegalArgumentException if {@code from} is negative or larger than {@code to}
     * @throws LogUnreadable if a tile is not there or not wide enough
     */
    public ConsistencyProof consistency(long from, long to) throws LogUnreadable {
        require(from >= 0 && from <= to);
        var path = new ArrayList<byte[]>();
        if (from > 0) {
            common(from, 0, to, true, new Subtrees(hash, tiles, to), path);
        }
        return new ConsistencyProof(from, to, path);
    }

    private static void require(boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException("the log has no such leaf or size");
        }
    }

    /** PATH of RFC 9162 for the leaf {@code index}, in the subtree over the leaves {@code first} to {@code end - 1}. */
    private static void pathTo(long index, long first, long end, Subtrees subtrees, List<byte[]> path)
            throws LogUnreadable {
        if (end - first == 1) {
            return;
        }
        long middle = first + Subtrees.split(end - first);
        if (index < middle) {
            pathTo(index, first, middle, subtrees, path);
            path.add(subtrees.root(middle, end));
        } else {
            pathTo(index, middle, end, subtrees, path);
            path.add(subtrees.root(first, middle));
        }
    }

    /**
     * SUBPROOF of RFC 9162 for the earlier tree that ends before the leaf {@code from}, in the subtree over the leaves {@code first}
     * to {@code end - 1}.
     *
     * @param known whether the subtree is the earlier tree, whose root the reader has
     */
    private static void common(long from, long first, long end, boolean known, Subtrees subtrees, List<byte[]> path)
            throws LogUnreadable {
        if (from == end) {
            if (!known) {
                path.add(subtrees.root(first, end));
            }
            return;
        }
        long middle = first + Subtrees.split(end - first);
        if (from <= middle) {
            common(from, first, middle, known, subtrees, path);
            path.add(subtrees.root(middle, end));
        } else {
            common(from, middle, end, false, subtrees, path);
            path.add(subtrees.root(first, middle));
        }
    }
}
