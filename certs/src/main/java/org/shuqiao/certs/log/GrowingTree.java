package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A log's tree at its right edge, where leaves are appended (RFC 6962 §2.1). An append costs about one hash, whatever the size.
 *
 * <p>In memory are only the edge (one unfinished tile a level, one root for each perfect subtree) and the tiles that changed, so
 * open a new one now and then. For one thread.
 */
public final class GrowingTree {
    private static final int MAX_HEIGHT = 63;

    private final LogHash hash;
    private final BiConsumer<Tile, byte[]> finished;
    private final Map<Tile, byte[]> finishedTiles;

    /** By height: the root of the perfect subtree at the right, where the size has that bit. */
    private final byte[][] subtrees = new byte[MAX_HEIGHT][];

    /** By level: the last tile, as far as it is filled. */
    private final TileBuffer[] edge = new TileBuffer[Tile.MAX_LEVEL + 1];

    private long size;

    private GrowingTree(LogHash hash, Map<Tile, byte[]> finishedTiles, BiConsumer<Tile, byte[]> finished) {
        this.hash = hash;
        this.finishedTiles = finishedTiles;
        this.finished = finished;
        for (int level = 0; level < edge.length; level++) {
            edge[level] = new TileBuffer();
        }
    }

    /**
     * Opens a tree where it was left. Only the unfinished tiles are read; they are not compared with anything, so compare {@link
     * #head} with the head that was kept before appending.
     *
     * @param size number of leaves, 0 for a new tree
     * @throws LogUnreadable if a tile is not there or not wide enough
     */
    public static GrowingTree open(LogHash hash, long size, HashTiles tiles) throws LogUnreadable {
        if (size < 0) {
            throw new IllegalArgumentException("a tree has no negative size");
        }
        var finishedTiles = new LinkedHashMap<Tile, byte[]>();
        var tree = new GrowingTree(hash, finishedTiles, finishedTiles::put);
        for (int level = 0; level <= Tile.MAX_LEVEL; level++) {
            tree.openLevel(level, size >> (level * Tile.HEIGHT), tiles);
        }
        tree.size = size;
        return tree;
    }

    /** A new tree that hands finished tiles on and keeps none, for trees of any size. */
    static GrowingTree empty(LogHash hash, BiConsumer<Tile, byte[]> finished) {
        return new GrowingTree(hash, Map.of(), finished);
    }

    private void openLevel(int level, long hashes, HashTiles tiles) throws LogUnreadable {
        int width = (int) (hashes % Tile.FULL_WIDTH);
        if (width == 0) {
            return;
        }
        byte[] tile = Subtrees.read(tiles, new Tile(level, hashes / Tile.FULL_WIDTH, width));
        edge[level].open(tile);
        int first = 0;
        for (int height = Tile.HEIGHT - 1; height >= 0; height--) {
            int count = 1 << height;
            if ((width & count) != 0) {
                subtrees[level * Tile.HEIGHT + height] = Subtrees.perfect(hash, tile, first, count);
                first += count;
            }
        }
    }

    /**
     * Appends a leaf.
     *
     * @param leafHash {@link LogHash#leaf} of its bytes
     */
    public void append(byte[] leafHash) {
        LogHash.requireSize(leafHash);
        byte[] node = leafHash.clone();
        int height = 0;
        keep(height, node);
        for (long rest = size; (rest & 1) == 1; rest >>= 1) { // like the carry when one is added to the size
            node = hash.node(subtrees[height], node);
            height++;
            keep(height, node);
        }
        subtrees[height] = node;
        size++;
    }

    /** Puts a node into the tile of its level, if tiles hold nodes of its height. */
    private void keep(int height, byte[] node) {
        if (height % Tile.HEIGHT != 0) {
            return;
        }
        int level = height / Tile.HEIGHT;
        TileBuffer tile = edge[level];
        tile.add(node);
        if (tile.width == Tile.FULL_WIDTH) {
            long index = size >> (Tile.HEIGHT * level) >> Tile.HEIGHT;
            finished.accept(new Tile(level, index, Tile.FULL_WIDTH), tile.content());
            tile.clear();
        }
    }

    long size() {
        return size;
    }

    /** Returns how many leaves there are and the root over all of them. */
    public TreeHead head() {
        if (size == 0) {
            return new TreeHead(0, hash.empty());
        }
        int height = Long.numberOfTrailingZeros(size);
        byte[] root = subtrees[height];
        for (long rest = size >> height >> 1; rest > 0; rest >>= 1) {
            height++;
            if ((rest & 1) == 1) {
                root = hash.node(subtrees[height], root);
            }
        }
        return new TreeHead(size, root);
    }

    /** Returns every tile whose content is not what it was when the tree was opened, at its width of now. */
    public Map<Tile, byte[]> changedTiles() {
        var changed = new LinkedHashMap<>(finishedTiles);
        for (int level = 0; level <= Tile.MAX_LEVEL; level++) {
            if (edge[level].changed) {
                changed.put(edgeTile(level), edge[level].content());
            }
        }
        return changed;
    }

    /** Hands on the tiles at the edge, which are not full. */
    void unfinishedTiles(BiConsumer<Tile, byte[]> unfinished) {
        for (int level = 0; level <= Tile.MAX_LEVEL; level++) {
            if (edge[level].width > 0) {
                unfinished.accept(edgeTile(level), edge[level].content());
            }
        }
    }

    private Tile edgeTile(int level) {
        long index = size >> (Tile.HEIGHT * level) >> Tile.HEIGHT;
        return new Tile(level, index, edge[level].width);
    }

    /** The hashes of one tile while they gather. */
    private static final class TileBuffer {
        private final byte[] hashes = new byte[Tile.FULL_WIDTH * LogHash.HASH_BYTES];
        private int width;
        private boolean changed;

        void open(byte[] tile) {
            System.arraycopy(tile, 0, hashes, 0, tile.length);
            width = tile.length / LogHash.HASH_BYTES;
        }

        void add(byte[] node) {
            System.arraycopy(node, 0, hashes, width * LogHash.HASH_BYTES, LogHash.HASH_BYTES);
            width++;
            changed = true;
        }

        void clear() {
            width = 0;
            changed = false;
        }

        byte[] content() {
            return Arrays.copyOf(hashes, width * LogHash.HASH_BYTES);
        }
    }
}
