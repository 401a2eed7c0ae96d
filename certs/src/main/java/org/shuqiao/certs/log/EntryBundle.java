package org.shuqiao.certs.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The leaves below one tile of level 0, themselves and not their hashes (C2SP tlog-tiles): each after its length, two bytes, most
 * significant first.
 *
 * @param index that of the tile
 * @param width how many leaves, 1 to {@value Tile#FULL_WIDTH}
 */
public record EntryBundle(long index, int width) {
    /** The longest leaf that a bundle can hold. */
    public static final int MAX_ENTRY_BYTES = 0xffff;

    private static final String FOLDER = "tile/entries/";
    private static final int LENGTH_BYTES = 2;

    /** Checks. */
    public EntryBundle {
        Tile.requireIndex(index, 0);
        Tile.requireWidth(width);
    }

    /** Returns the path under the log's address, for example {@code tile/entries/x001/234.p/17}. */
    public String path() {
        return FOLDER + new TilePath(index, width).text();
    }

    /**
     * Reads a path back.
     *
     * @throws IllegalArgumentException if it is not exactly what {@link #path} writes
     */
    public static EntryBundle parse(String path) {
        TilePath parsed = TilePath.parse(path, FOLDER);
        return new EntryBundle(parsed.index(), parsed.width());
    }

    /**
     * Returns the bytes of a bundle.
     *
     * @throws IllegalArgumentException if there are none or too many entries, or one is too long
     */
    public static byte[] encode(List<byte[]> entries) {
        Tile.requireWidth(entries.size());
        var out = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY_BYTES) {
                throw new IllegalArgumentException("an entry of a log has at most " + MAX_ENTRY_BYTES + " bytes");
            }
            out.write(entry.length >> 8);
            out.write(entry.length);
            out.writeBytes(entry);
        }
        return out.toByteArray();
    }

    /**
     * Reads a bundle back.
     *
     * @throws LogUnreadable if it does not hold exactly {@code width} entries and nothing after them
     */
    public static List<byte[]> decode(byte[] bundle, int width) throws LogUnreadable {
        Tile.requireWidth(width);
        var entries = new ArrayList<byte[]>(width);
        int next = 0;
        while (entries.size() < width && bundle.length - next >= LENGTH_BYTES) {
            int length = (bundle[next] & 0xff) << 8 | (bundle[next + 1] & 0xff);
            next += LENGTH_BYTES;
            if (length > bundle.length - next) {
                throw new LogUnreadable("an entry bundle ends within an entry");
            }
            entries.add(Arrays.copyOfRange(bundle, next, next + length));
            next += length;
        }
        if (entries.size() != width || next != bundle.length) {
            throw new LogUnreadable("an entry bundle does not hold " + width + " entries and no more");
        }
        return entries;
    }
}
