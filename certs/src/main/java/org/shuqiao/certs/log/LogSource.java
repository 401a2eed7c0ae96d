package org.shuqiao.certs.log;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A log as it is shown to others, by the paths of C2SP tlog-tiles. Where a partial tile is not shown any more, the full one that
 * has replaced it is read. Every read is bounded in bytes. Nothing that is read is believed: {@link LogAudit} does the checking.
 */
public abstract sealed class LogSource implements HashTiles permits LogDirectory, LogSite {
    private static final int MAX_BUNDLE_BYTES = Tile.FULL_WIDTH * (EntryBundle.MAX_ENTRY_BYTES + 2);

    LogSource() {}

    /**
     * Reads what is shown under a path; empty if nothing is.
     *
     * @throws LogUnreadable if it is longer than {@code maxBytes}, or whether anything is there cannot be found out
     */
    abstract Optional<byte[]> read(String path, int maxBytes) throws LogUnreadable;

    /**
     * Reads the latest signed checkpoint.
     *
     * @throws LogUnreadable if there is none
     */
    public byte[] checkpoint() throws LogUnreadable {
        return read("checkpoint", SignedCheckpoint.MAX_BYTES)
                .orElseThrow(() -> new LogUnreadable("the log shows no checkpoint"));
    }

    @Override
    public byte[] tile(int level, long index, int width) throws LogUnreadable {
        var tile = new Tile(level, index, width);
        Optional<byte[]> hashes = hashes(tile);
        if (hashes.isEmpty() && width < Tile.FULL_WIDTH) {
            hashes = hashes(new Tile(level, index, Tile.FULL_WIDTH)).map(full -> Arrays.copyOf(full, tile.bytes()));
        }
        return hashes.orElseThrow(() -> new LogUnreadable("the log does not show " + tile.path()));
    }

    private Optional<byte[]> hashes(Tile tile) throws LogUnreadable {
        Optional<byte[]> hashes = read(tile.path(), tile.bytes());
        if (hashes.isPresent() && hashes.get().length != tile.bytes()) {
            throw new LogUnreadable(tile.path() + " does not hold " + tile.width() + " hashes");
        }
        return hashes;
    }

    /**
     * Reads the leaves below a tile of level 0.
     *
     * @return {@code width} leaves; empty if this source does not show them, which a log may do, since leaves are not for all eyes
     * @throws LogUnreadable if what is shown is no bundle
     */
    public Optional<List<byte[]>> entries(long index, int width) throws LogUnreadable {
        Optional<byte[]> exact = read(new EntryBundle(index, width).path(), MAX_BUNDLE_BYTES);
        if (exact.isPresent()) {
            return Optional.of(EntryBundle.decode(exact.get(), width));
        }
        if (width == Tile.FULL_WIDTH) {
            return Optional.empty();
        }
        return entries(index, Tile.FULL_WIDTH).map(all -> all.subList(0, width));
    }
}
