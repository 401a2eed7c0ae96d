package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.log.GrowingTree;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.certs.log.LogUnreadable;
import org.shuqiao.certs.log.SignedCheckpoint;
import org.shuqiao.certs.log.TreeHead;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;

/** The log of one gateway on a real database, without routes: each look and each sequencing is a call. */
final class LogWorld {
    static final String ORIGIN = "shuqiao.test/log";
    static final Duration STAMP_BUDGET = Duration.ofHours(4);

    private final SecureRandom random = new SecureRandom();
    private final JdbcTemplate jdbc;
    private final Clock clock;
    final Ledger ledger;
    final OwnLog log;
    final KeptCheckpoint kept;
    final Departures departures;
    final LogGuard guard;
    final SequenceLog sequence;

    /** @param home of the gateway, with its kept checkpoint; {@code keys} of the log may be shared with other gateways */
    LogWorld(DataSource database, Path home, Path keys, Clock clock) throws IOException {
        this.clock = clock;
        this.jdbc = new JdbcTemplate(database);
        this.ledger = new Ledger(
                database,
                "gateway-1",
                new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60)),
                TestDatabase.leaves());
        SigningKey key = DevelopmentAuthority.openOrCreate(keys, Clock.systemUTC(), random)
                .issue("log", "log");
        this.log = new OwnLog(ORIGIN, LogHash.SM3, key.signer(random), () -> List.of(key.chain()));
        ledger.log().open(ORIGIN, LogHash.SM3);
        this.kept = new KeptCheckpoint(home.resolve("log/checkpoint"), log);
        CompareLog compare = new CompareLog(log, ledger.log(), ledger.checkpoints(), kept);
        this.departures = new Departures(clock, Set.of(Departures.Watch.LOG), Limits.LOG_LOOKED_AT_WITHIN);
        this.guard = new LogGuard(compare, log, ledger.log(), ledger.checkpoints(), departures, STAMP_BUDGET, clock);
        this.sequence = new SequenceLog(
                log, ledger.log(), ledger.checkpoints(), kept, compare, ledger.transaction(), departures, clock);
    }

    /** Looks, then places and publishes everything. */
    void run() {
        guard.look();
        sequence.sequence();
        guard.look();
    }

    /** Commits leaves of events that nobody has seen before. */
    List<UUID> write(int count) {
        Uuid7 ids = new Uuid7(clock, random);
        List<UUID> written = IntStream.range(0, count).mapToObj(i -> ids.next()).toList();
        List<byte[]> leaves = written.stream().map(LogWorld::leaf).toList();
        jdbc.update(
                """
                INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash)
                SELECT id, 'operator-action', id, leaf, hash FROM unnest(?, ?, ?) AS row (id, leaf, hash)
                """,
                new SqlArrayValue("uuid", written.toArray()),
                new SqlArrayValue("bytea", (Object[]) leaves.toArray(byte[][]::new)),
                new SqlArrayValue("bytea", (Object[])
                        leaves.stream().map(LogHash.SM3::leaf).toArray(byte[][]::new)));
        return written;
    }

    private static byte[] leaf(UUID id) {
        return LogLeaf.operatorAction("replay", id.toString(), "operator", Instant.EPOCH)
                .bytes();
    }

    TreeHead head() {
        return ledger.log().head();
    }

    long published() {
        return ledger.checkpoints().newest().map(c -> c.head().size()).orElse(0L);
    }

    /** Everything that anybody could ask of the log: no gap, no fork, every leaf once, every checkpoint of this one tree. */
    void requireOneWholeTree(int leaves) {
        List<byte[]> inOrder = new ArrayList<>();
        jdbc.query("SELECT tree_index, leaf FROM log_leaf ORDER BY tree_index", row -> {
            assertThat(row.getLong(1)).isEqualTo(inOrder.size());
            assertThat(row.wasNull()).isFalse();
            inOrder.add(row.getBytes(2));
        });
        assertThat(inOrder).hasSize(leaves);
        Map<Long, TreeHead> heads = heads(inOrder);
        assertThat(head()).isEqualTo(heads.get((long) leaves));
        List<byte[]> notes = jdbc.queryForList("SELECT note FROM log_checkpoint ORDER BY size", byte[].class);
        assertThat(notes).isNotEmpty();
        for (byte[] note : notes) {
            TreeHead signed = log.verified(note);
            assertThat(signed).isEqualTo(heads.get(signed.size()));
        }
        assertThat(published()).isEqualTo(leaves);
    }

    private static Map<Long, TreeHead> heads(List<byte[]> leaves) {
        try {
            GrowingTree tree = GrowingTree.open(LogHash.SM3, 0, (level, index, width) -> new byte[0]);
            Map<Long, TreeHead> heads = new HashMap<>();
            heads.put(0L, tree.head());
            for (byte[] leaf : leaves) {
                tree.append(LogHash.SM3.leaf(leaf));
                heads.put(tree.head().size(), tree.head());
            }
            return heads;
        } catch (LogUnreadable never) {
            throw new IllegalStateException(never);
        }
    }

    SignedCheckpoint newestCheckpoint() throws Exception {
        return SignedCheckpoint.parse(
                ledger.checkpoints().newest().orElseThrow().note());
    }

    JdbcTemplate jdbc() {
        return jdbc;
    }
}
