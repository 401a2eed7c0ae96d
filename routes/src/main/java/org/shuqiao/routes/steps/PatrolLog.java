package org.shuqiao.routes.steps;

import java.util.Arrays;
import java.util.List;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.Tile;
import org.shuqiao.certs.log.TreeHead;
import org.shuqiao.routes.ledger.LogLedger;
import org.shuqiao.routes.ledger.LogLedger.PlacedLeaf;

/**
 * Derives the tree again, from the leaves upwards: the leaves of each tile of level 0 against its hashes, each full tile against
 * its hash in the tile above. What {@link CompareLog} then says of the upper end holds for all below it.
 *
 * <p>It remembers where it is, and looks at a place that was not as it must be again before it goes on. For one thread.
 */
final class PatrolLog {
    private final LogLedger ledger;
    private final LogHash hash;
    private long next;

    /** Tiles that the start still owes; negative before it has begun. */
    private long owed = -1;

    PatrolLog(LogLedger ledger, LogHash hash) {
        this.ledger = ledger;
        this.hash = hash;
    }

    /**
     * Looks at the upper levels whole, and at the newest leaves. After a mismatch it goes on from there.
     *
     * @param tiles how many tiles of level 0
     * @throws LogMismatch at the first place that is not as it must be
     */
    void start(TreeHead tree, long tiles) {
        for (int level = 1; level < Tile.MAX_LEVEL; level++) {
            long all = tilesOf(tree.size(), level);
            for (long index = 0; index < all; index++) {
                check(tree.size(), level, index);
            }
        }
        if (owed < 0) {
            owed = Math.min(tiles, tilesOf(tree.size(), 0));
            next = tilesOf(tree.size(), 0) - owed;
        }
        for (; owed > 0; owed--) {
            step(tree);
        }
    }

    /**
     * Goes on from where it was, and begins again at the end.
     *
     * @param tiles how many tiles of level 0
     * @throws LogMismatch at the first place that is not as it must be
     */
    void walk(TreeHead tree, long tiles) {
        long all = tilesOf(tree.size(), 0);
        for (long looked = 0; looked < Math.min(tiles, all); looked++) {
            step(tree);
        }
    }

    private void step(TreeHead tree) {
        if (next >= tilesOf(tree.size(), 0)) {
            next = 0;
        }
        check(tree.size(), 0, next);
        long done = next + 1;
        for (int level = 1; done % Tile.FULL_WIDTH == 0; level++, done /= Tile.FULL_WIDTH) {
            check(tree.size(), level, done / Tile.FULL_WIDTH - 1);
        }
        next++;
    }

    private static long tilesOf(long size, int level) {
        long hashes = size >> (8 * level);
        return (hashes + Tile.FULL_WIDTH - 1) / Tile.FULL_WIDTH;
    }

    private void check(long size, int level, long index) {
        Tile tile = Tile.in(size, level, index);
        byte[] hashes = read(tile);
        if (level == 0) {
            requireLeaves(tile, hashes);
        }
        if (tile.width() == Tile.FULL_WIDTH && level < Tile.MAX_LEVEL) {
            int place = (int) (index % Tile.FULL_WIDTH);
            byte[] above = read(new Tile(level + 1, index / Tile.FULL_WIDTH, place + 1));
            require(Arrays.equals(root(hashes), hash(above, place)), tile);
        }
    }

    private void requireLeaves(Tile tile, byte[] hashes) {
        long first = tile.index() * Tile.FULL_WIDTH;
        List<PlacedLeaf> leaves = ledger.leaves(first, tile.width());
        require(leaves.size() == tile.width(), tile);
        for (int i = 0; i < leaves.size(); i++) {
            PlacedLeaf leaf = leaves.get(i);
            require(leaf.index() == first + i && Arrays.equals(hash.leaf(leaf.leaf()), hash(hashes, i)), tile);
        }
    }

    private byte[] read(Tile tile) {
        try {
            return ledger.tile(tile.level(), tile.index(), tile.width());
        } catch (LogUnreadable missing) {
            throw new LogMismatch(String.valueOf(missing.getMessage()));
        }
    }

    private static byte[] hash(byte[] hashes, int place) {
        return Arrays.copyOfRange(hashes, place * LogHash.HASH_BYTES, (place + 1) * LogHash.HASH_BYTES);
    }

    private byte[] root(byte[] hashes) {
        byte[][] nodes = new byte[Tile.FULL_WIDTH][];
        Arrays.setAll(nodes, place -> hash(hashes, place));
        for (int width = nodes.length / 2; width > 0; width /= 2) {
            for (int i = 0; i < width; i++) {
                nodes[i] = hash.node(nodes[2 * i], nodes[2 * i + 1]);
            }
        }
        return nodes[0];
    }

    private static void require(boolean holds, Tile tile) {
        if (!holds) {
            throw new LogMismatch(tile.path() + " does not hold what lies below it");
        }
    }
}
