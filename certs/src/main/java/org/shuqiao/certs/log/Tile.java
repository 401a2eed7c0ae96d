package org.shuqiao.certs.log;

/**
 * Where a tile stands in the log (C2SP tlog-tiles, height 8): hash {@code i} of a tile at level {@code l} and index {@code n} is
 * the root of the perfect subtree over the {@code 256^l} leaves from {@code (256 n + i) 256^l} on. A tile grows at its right end
 * only, so a narrower one is a prefix of a wider one.
 *
 * @param level from 0, whose hashes are those of leaves, to {@value #MAX_LEVEL}
 * @param index from 0, leftmost first
 * @param width how many hashes, 1 to {@value #FULL_WIDTH}
 */
public record Tile(int level, long index, int width) {
    /** The most hashes in a tile. */
    public static final int FULL_WIDTH = 256;

    /** The highest level of a tree of less than 2^63 leaves. */
    public static final int MAX_LEVEL = 7;

    /** How many levels of the binary tree one level of tiles spans. */
    static final int HEIGHT = 8;

    private static final String FOLDER = "tile/";

    /** Checks. */
    public Tile {
        if (level < 0 || level > MAX_LEVEL) {
            throw new IllegalArgumentException("the level of a tile is 0 to " + MAX_LEVEL);
        }
        requireIndex(index, level);
        requireWidth(width);
    }

    static void requireIndex(long index, int level) {
        long last = level == MAX_LEVEL ? 0 : Long.MAX_VALUE >> (HEIGHT * (level + 1));
        if (index < 0 || index > last) {
            throw new IllegalArgumentException("the index of a tile lies outside of a tree of 2^63 leaves");
        }
    }

    static void requireWidth(int width) {
        if (width < 1 || width > FULL_WIDTH) {
            throw new IllegalArgumentException("the width of a tile is 1 to " + FULL_WIDTH);
        }
    }

    /**
     * Returns the tile as wide as it is in a tree of {@code size} leaves.
     *
     * @throws IllegalArgumentException if that tree has no such tile
     */
    public static Tile in(long size, int level, long index) {
        requireIndex(index, level);
        long hashes = (size >> (HEIGHT * level)) - index * FULL_WIDTH;
        return new Tile(level, index, (int) Math.max(0, Math.min(hashes, FULL_WIDTH)));
    }

    /** Returns how many bytes its hashes take. */
    public int bytes() {
        return width * LogHash.HASH_BYTES;
    }

    /** Returns the path under the log's address, for example {@code tile/0/x001/234.p/17}. */
    public String path() {
        return FOLDER + level + "/" + new TilePath(index, width).text();
    }

    /**
     * Reads a path back.
     *
     * @throws IllegalArgumentException if it is not exactly what {@link #path} writes
     */
    public static Tile parse(String path) {
        int start = FOLDER.length();
        int level = path.length() > start ? path.charAt(start) - '0' : -1;
        TilePath parsed = TilePath.parse(path, FOLDER + level + "/");
        return new Tile(level, parsed.index(), parsed.width());
    }
}
