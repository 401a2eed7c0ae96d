package org.shuqiao.certs.log;

/** Where the hash tiles of a log are kept. What it gives is not believed: whoever reads a tree compares its root with a signed one. */
@FunctionalInterface
public interface HashTiles {
    /**
     * Reads a tile.
     *
     * @param width how many of its hashes, from the left; may be fewer than are kept
     * @return exactly {@code width * 32} bytes
     * @throws LogUnreadable if it is not there, or is not as wide
     */
    byte[] tile(int level, long index, int width) throws LogUnreadable;
}
