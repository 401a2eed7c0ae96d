package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Hashes of nodes of a tree of one size, derived from its tiles. Each tile is read once; so it is for one question and one thread.
 */
final class Subtrees {
    private final LogHash hash;
    private final HashTiles tiles;
    private final long size;
    private final Map<Tile, byte[]> read = new HashMap<>();

    Subtrees(LogHash hash, HashTiles tiles, long size) {
        this.hash = hash;
        this.tiles = tiles;
        this.size = size;
    }

    /** Returns the root over the leaves {@code first} to {@code end - 1} (RFC 6962 §2.1), which must begin where RFC 6962 splits. */
    byte[] root(long first, long end) throws LogUnreadable {
        if (first == end) {
            return hash.empty();
        }
        long leaves = end - first;
        if (Long.bitCount(leaves) == 1) {
            return perfect(Long.numberOfTrailingZeros(leaves), first);
        }
        long middle = first + split(leaves);
        return hash.node(root(first, middle), root(middle, end));
    }

    /** Returns the largest power of two that is less than {@code leaves}, of which there are two or more. */
    static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    /** Returns the root of the perfect subtree of {@code 2^height} leaves from {@code first} on. */
    private byte[] perfect(int height, long first) throws LogUnreadable {
        int level = height / Tile.HEIGHT;
        long position = first >> (level * Tile.HEIGHT);
        byte[] hashes = hashes(Tile.in(size, level, position / Tile.FULL_WIDTH));
        return perfect(hash, hashes, (int) (position % Tile.FULL_WIDTH), 1 << height % Tile.HEIGHT);
    }

    private byte[] hashes(Tile tile) throws LogUnreadable {
        byte[] known = read.get(tile);
        if (known != null) {
            return known;
        }
        byte[] hashes = read(tiles, tile);
        read.put(tile, hashes);
        return hashes;
    }

    static byte[] read(HashTiles tiles, Tile tile) throws LogUnreadable {
        byte[] hashes = tiles.tile(tile.level(), tile.index(), tile.width());
        if (hashes.length != tile.bytes()) {
            throw new LogUnreadable(tile.path() + " does not hold " + tile.width() + " hashes");
        }
        return hashes;
    }

    /**
     * Returns the root over hashes of one tile.
     *
     * @param count how many, a power of two
     */
    static byte[] perfect(LogHash hash, byte[] tile, int first, int count) {
        if (count == 1) {
            int start = first * LogHash.HASH_BYTES;
            return Arrays.copyOfRange(tile, start, start + LogHash.HASH_BYTES);
        }
        int half = count / 2;
        return hash.node(perfect(hash, tile, first, half), perfect(hash, tile, first + half, half));
    }
}
