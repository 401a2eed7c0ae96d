package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** What platforms say at their places, beside their receipts: who collects it, what was taken, what was refused, what was put aside. */
public final class CollectLedger {
    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String owner;
    private final Duration lease;
    private final RefusalRows refusals;

    CollectLedger(JdbcTemplate jdbc, TransactionTemplate transaction, String owner, Duration lease) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.owner = owner;
        this.lease = lease;
        this.refusals = new RefusalRows(jdbc);
    }

    /** @param row in the source, from 0; -1 for the source as a whole */
    public record Aside(int row, String reason) {}

    /**
     * Takes the collecting for a platform, and forgets what was taken long ago.
     *
     * @param remembered for how long at least a taken source is known
     * @return false while another gateway collects
     */
    public boolean claim(String platform, Duration remembered) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.update("INSERT INTO collecting (platform) VALUES (?) ON CONFLICT DO NOTHING", platform);
            int mine = jdbc.update(
                    """
                    UPDATE collecting SET lease_owner = ?, lease_until = now() + make_interval(secs => ?)
                    WHERE platform = ? AND (lease_owner = ? OR coalesce(lease_until, '-infinity') <= now())
                    """,
                    owner,
                    lease.toMillis() / 1000.0,
                    platform,
                    owner);
            if (mine == 1) {
                forget(platform, remembered);
            }
            return mine == 1;
        }));
    }

    private void forget(String platform, Duration remembered) {
        jdbc.update(
                """
                DELETE FROM collected WHERE platform = ? AND source IN (
                    SELECT source FROM collected WHERE platform = ? AND taken_at < now() - make_interval(secs => ?)
                    ORDER BY taken_at LIMIT ?)
                """,
                platform,
                platform,
                remembered.toSeconds(),
                FORGOTTEN_AT_ONCE);
    }

    /** Those of the sources that were taken. */
    public Set<String> taken(String platform, Collection<String> sources) {
        return new HashSet<>(jdbc.queryForList(
                "SELECT source FROM collected WHERE platform = ? AND source = ANY (?)",
                String.class,
                platform,
                texts(sources, source -> source)));
    }

    /**
     * Commits what a source says beside its receipts, and that it was taken; once, however often it comes.
     *
     * @param rests how long a transfer rests before it is sent again
     * @return false, and nothing is changed, while one of the refused is still being sent: then the source is to be taken later
     */
    public boolean take(String platform, String source, List<Refusal> refused, List<Aside> asides, ResendBudget rests) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (jdbc.update(
                            "INSERT INTO collected (platform, source) VALUES (?, ?) ON CONFLICT DO NOTHING",
                            platform,
                            source)
                    == 0) {
                return true;
            }
            if (!refusals.settle(platform, refused, rests)) {
                status.setRollbackOnly();
                return false;
            }
            putAside(platform, source, asides);
            return true;
        }));
    }

    private void putAside(String platform, String source, List<Aside> asides) {
        jdbc.update(
                """
                INSERT INTO put_aside (platform, source, row, reason)
                SELECT ?, ?, row, reason FROM unnest(?::int[], ?) AS o (row, reason) ON CONFLICT DO NOTHING
                """,
                platform,
                source,
                numbers(asides, Aside::row),
                texts(asides, Aside::reason));
    }

    /** Whether something of this source was put aside. */
    public boolean isAside(String platform, String source) {
        return !jdbc.queryForList(
                        "SELECT 1 FROM put_aside WHERE platform = ? AND source = ? LIMIT 1",
                        Integer.class,
                        platform,
                        source)
                .isEmpty();
    }

    /**
     * Forgets what was put aside long ago, of all platforms. What still lies at its place is taken and put aside anew.
     *
     * @param limit rows that are forgotten at once, the oldest first
     */
    public void forgetAsides(Duration shown, int limit) {
        jdbc.update(
                """
                DELETE FROM put_aside WHERE (platform, source, row) IN (
                    SELECT platform, source, row FROM put_aside WHERE seen_at < now() - make_interval(secs => ?)
                    ORDER BY seen_at LIMIT ? FOR UPDATE SKIP LOCKED)
                """,
                shown.toSeconds(),
                limit);
    }

    /** The newest of what was put aside. */
    public List<PutAside> asides(String platform, int limit) {
        return jdbc.query(
                "SELECT * FROM put_aside WHERE platform = ? ORDER BY seen_at DESC, source, row LIMIT ?",
                (row, n) -> new PutAside(
                        row.getString("platform"),
                        row.getString("source"),
                        row.getInt("row"),
                        row.getString("reason"),
                        row.getObject("seen_at", OffsetDateTime.class).toInstant()),
                platform,
                limit);
    }
}
