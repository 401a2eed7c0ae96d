package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.shuqiao.certs.log.HashTiles;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.Tile;
import org.shuqiao.certs.log.TreeHead;
import org.springframework.jdbc.core.JdbcTemplate;

/** The tree of the transparency log: its leaves, its hash tiles, and how far it has grown. */
public final class LogLedger implements HashTiles {
    private final JdbcTemplate jdbc;

    LogLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A leaf that has no place in the tree yet. */
    public record WaitingLeaf(UUID id, byte[] leaf, byte[] leafHash) {}

    /** A leaf and its place in the tree. */
    public record PlacedLeaf(long index, byte[] leaf, byte[] leafHash) {}

    /**
     * Begins the log where there is none.
     *
     * @throws OtherLog where there is one of another origin or hash
     */
    public void open(String origin, LogHash hash) {
        jdbc.update(
                "INSERT INTO log_tree (origin, hash, size, root) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING",
                origin,
                hash.id(),
                hash.empty());
        jdbc.query("SELECT origin, hash FROM log_tree", row -> {
            if (!row.getString(1).equals(origin) || !row.getString(2).equals(hash.id())) {
                throw new OtherLog(row.getString(1), row.getString(2));
            }
        });
    }

    /** @return whether this transaction is the only one that sequences, until it ends */
    public boolean lock() {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT pg_try_advisory_xact_lock(hashtext('sequence_log'))", Boolean.class));
    }

    /** Leaves that wait for their place, oldest first. */
    public List<WaitingLeaf> waiting(int limit) {
        return jdbc.query(
                "SELECT id, leaf, leaf_hash FROM log_leaf WHERE tree_index IS NULL ORDER BY id LIMIT ?",
                (row, n) -> new WaitingLeaf(row.getObject(1, UUID.class), row.getBytes(2), row.getBytes(3)),
                limit);
    }

    /** When the leaf was made that has waited longest; empty where none waits. */
    public Optional<Instant> waitingSince() {
        return jdbc
                .queryForList("SELECT id FROM log_leaf WHERE tree_index IS NULL ORDER BY id LIMIT 1", UUID.class)
                .stream()
                .map(Uuid7::time)
                .findFirst();
    }

    /** The tree as it is, signed or not. */
    public TreeHead head() {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT size, root FROM log_tree", (row, n) -> new TreeHead(row.getLong(1), row.getBytes(2))));
    }

    /**
     * Lets the tree grow. Must run inside the transaction that holds {@link #lock}.
     *
     * @param from the head that was read; if the tree is another by now, nothing may be written
     * @param placed ids of the leaves that follow it, in order
     * @param tiles those that changed
     */
    public void grow(TreeHead from, TreeHead to, List<UUID> placed, Map<Tile, byte[]> tiles) {
        int advanced = jdbc.update(
                "UPDATE log_tree SET size = ?, root = ? WHERE size = ? AND root = ?",
                to.size(),
                to.root(),
                from.size(),
                from.root());
        List<Long> indexes = LongStream.range(from.size(), to.size()).boxed().toList();
        int rows = jdbc.update(
                """
                UPDATE log_leaf l SET tree_index = row.index FROM unnest(?, ?) AS row (id, index)
                WHERE l.id = row.id AND l.tree_index IS NULL
                """,
                uuids(placed),
                numbers(indexes, Long::longValue));
        if (advanced != 1 || rows != indexes.size() || rows != placed.size()) {
            throw new IllegalStateException("another sequencer has changed the tree");
        }
        store(tiles.entrySet());
    }

    private void store(Collection<Map.Entry<Tile, byte[]>> tiles) {
        jdbc.update(
                """
                INSERT INTO log_tile (level, index, hashes) SELECT * FROM unnest(?::int[], ?, ?)
                ON CONFLICT (level, index) DO UPDATE SET hashes = excluded.hashes
                """,
                numbers(tiles, tile -> tile.getKey().level()),
                numbers(tiles, tile -> tile.getKey().index()),
                bytes(tiles, Map.Entry::getValue));
    }

    @Override
    public byte[] tile(int level, long index, int width) throws LogUnreadable {
        int length = width * LogHash.HASH_BYTES;
        return jdbc
                .queryForList(
                        "SELECT substring(hashes FROM 1 FOR ?) FROM log_tile WHERE level = ? AND index = ?",
                        byte[].class,
                        length,
                        level,
                        index)
                .stream()
                .filter(hashes -> hashes.length == length)
                .findFirst()
                .orElseThrow(() -> new LogUnreadable(new Tile(level, index, width).path() + " is not there"));
    }

    /** Leaves {@code first} to {@code first + count - 1}, in order; fewer where the tree ends before. */
    public List<PlacedLeaf> leaves(long first, int count) {
        return jdbc.query(
                """
                SELECT tree_index, leaf, leaf_hash FROM log_leaf WHERE tree_index >= ? AND tree_index < ?
                ORDER BY tree_index
                """,
                (row, n) -> new PlacedLeaf(row.getLong(1), row.getBytes(2), row.getBytes(3)),
                first,
                first + count);
    }

    /** Every leaf of a transfer that has its place in the tree. */
    public List<PlacedLeaf> leavesOf(UUID subject) {
        return jdbc.query(
                """
                SELECT tree_index, leaf, leaf_hash FROM log_leaf WHERE subject = ? AND tree_index IS NOT NULL
                ORDER BY tree_index
                """,
                (row, n) -> new PlacedLeaf(row.getLong(1), row.getBytes(2), row.getBytes(3)),
                subject);
    }

    /** The first leaf of a hash; two leaves with the same bytes have the same. */
    public Optional<PlacedLeaf> leaf(byte[] leafHash) {
        return jdbc
                .query(
                        """
                        SELECT tree_index, leaf, leaf_hash FROM log_leaf WHERE leaf_hash = ? AND tree_index IS NOT NULL
                        """,
                        (row, n) -> new PlacedLeaf(row.getLong(1), row.getBytes(2), row.getBytes(3)),
                        leafHash)
                .stream()
                .min(Comparator.comparingLong(PlacedLeaf::index));
    }
}
