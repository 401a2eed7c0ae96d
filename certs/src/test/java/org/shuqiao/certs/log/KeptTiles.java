package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Tiles in memory, each at the greatest width at which it was put. */
final class KeptTiles implements HashTiles {
    private final Map<Tile, byte[]> widest = new HashMap<>();

    /** Grows a tree by leaves {@code from} to {@code to - 1} and keeps what changed. */
    TreeHead grow(PlainTree leaves, LogHash hash, int from, int to) throws LogUnreadable {
        GrowingTree tree = GrowingTree.open(hash, from, this);
        for (int i = from; i < to; i++) {
            tree.append(leaves.leaf(i));
        }
        put(tree.changedTiles());
        return tree.head();
    }

    void put(Map<Tile, byte[]> changed) {
        changed.forEach((tile, hashes) -> {
            if (hashes.length != tile.bytes()) {
                throw new IllegalArgumentException("a tile of another width");
            }
            widest.put(place(tile.level(), tile.index()), hashes);
        });
    }

    @Override
    public byte[] tile(int level, long index, int width) throws LogUnreadable {
        byte[] hashes = widest.get(place(level, index));
        if (hashes == null || hashes.length < width * LogHash.HASH_BYTES) {
            throw new LogUnreadable("no such tile");
        }
        return Arrays.copyOf(hashes, width * LogHash.HASH_BYTES);
    }

    private static Tile place(int level, long index) {
        return new Tile(level, index, Tile.FULL_WIDTH);
    }

    /** Every kept tile, at the width at which it is kept. */
    Map<Tile, byte[]> all() {
        var all = new HashMap<Tile, byte[]>();
        widest.forEach((place, hashes) ->
                all.put(new Tile(place.level(), place.index(), hashes.length / LogHash.HASH_BYTES), hashes));
        return all;
    }
}
