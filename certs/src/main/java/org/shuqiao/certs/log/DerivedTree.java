package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log's tree derived anew from the tiles of level 0, one at a time, so in memory of a fixed size. On the way everything else
 * that the log shows is compared with it.
 */
final class DerivedTree {
    private final LogHash hash;
    private final LogSource source;
    private final GrowingTree tree;
    private final Map<Long, TreeHead> heads = new HashMap<>();
    private final Tally tiles = new Tally("tiles above level 0");
    private final Tally entries = new Tally("leaves");
    private @Nullable String obstacle;

    private DerivedTree(LogHash hash, LogSource source) {
        this.hash = hash;
        this.source = source;
        this.tree = GrowingTree.empty(hash, this::compareTile);
    }

    /**
     * Derives a tree as far as its tiles can be read.
     *
     * @param stops sizes at which to remember the root
     */
    static DerivedTree of(LogHash hash, long size, LogSource source, Set<Long> stops) {
        var derived = new DerivedTree(hash, source);
        try {
            derived.remember(stops);
            for (long start = 0; start < size; start += Tile.FULL_WIDTH) {
                derived.append(Tile.in(size, 0, start / Tile.FULL_WIDTH), stops);
            }
            derived.tree.unfinishedTiles(derived::compareTile);
        } catch (LogUnreadable e) {
            derived.obstacle = e.getMessage();
        }
        return derived;
    }

    private void append(Tile tile, Set<Long> stops) throws LogUnreadable {
        byte[] hashes = Subtrees.read(source, tile);
        compareEntries(tile, hashes);
        for (int i = 0; i < tile.width(); i++) {
            tree.append(Subtrees.perfect(hash, hashes, i, 1));
            remember(stops);
        }
    }

    private void remember(Set<Long> stops) {
        if (stops.contains(tree.size())) {
            heads.put(tree.size(), tree.head());
        }
    }

    /** Tiles of level 0 are what is derived from, so only their leaves can contradict them. */
    private void compareTile(Tile tile, byte[] derived) {
        if (tile.level() == 0) {
            return;
        }
        try {
            if (Arrays.equals(Subtrees.read(source, tile), derived)) {
                tiles.same();
            } else {
                tiles.other(tile.path() + " is not what follows from the leaves");
            }
        } catch (LogUnreadable e) {
            tiles.other("unreadable: " + e.getMessage());
        }
    }

    private void compareEntries(Tile tile, byte[] hashes) {
        try {
            Optional<List<byte[]>> shown = source.entries(tile.index(), tile.width());
            for (int i = 0; i < tile.width(); i++) {
                if (shown.isEmpty()) {
                    entries.hidden();
                } else if (Arrays.equals(hash.leaf(shown.get().get(i)), Subtrees.perfect(hash, hashes, i, 1))) {
                    entries.same();
                } else {
                    entries.other(
                            "leaf " + (tile.index() * Tile.FULL_WIDTH + i) + " has another hash than its tile says");
                }
            }
        } catch (LogUnreadable e) {
            entries.other("unreadable: " + e.getMessage());
        }
    }

    /** Checks that the tree had this head when it was of its size. */
    Check check(String name, String what, TreeHead expected) {
        TreeHead derived = heads.get(expected.size());
        if (expected.equals(derived)) {
            return new Check(name, true, what + " is the root over the first " + expected.size() + " leaves");
        }
        String reason = derived == null && obstacle != null ? obstacle : "the leaves have another root";
        return new Check(
                name, false, what + " is not the root over the first " + expected.size() + " leaves: " + reason);
    }

    Check tiles(String name) {
        return check(name, tiles);
    }

    Check entries(String name) {
        return check(name, entries);
    }

    private Check check(String name, Tally tally) {
        return obstacle == null ? tally.check(name) : new Check(name, false, "not compared to the end: " + obstacle);
    }
}
