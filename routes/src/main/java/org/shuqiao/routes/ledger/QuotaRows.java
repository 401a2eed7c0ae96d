package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.ReasonCode;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Accounts of quotas and what is reserved of them, inside a transaction. Accounts are locked in the order of their keys, after
 * everything else that a transaction locks, and before what is reserved of them.
 */
final class QuotaRows {
    private final JdbcTemplate jdbc;

    QuotaRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks these accounts, which are opened where they are not there yet. */
    Map<QuotaKey, QuotaAccount> lock(Collection<QuotaKey> keys) {
        jdbc.update(
                """
                INSERT INTO quota_use (agreement, dataset, day, calls_used, month, rows_used)
                SELECT agreement, dataset, '0001-01-01', 0, '0001-01-01', 0 FROM unnest(?, ?) AS o (agreement, dataset)
                ORDER BY agreement, dataset ON CONFLICT DO NOTHING
                """,
                texts(keys, QuotaKey::agreement),
                texts(keys, QuotaKey::dataset));
        Map<QuotaKey, QuotaAccount> accounts = new HashMap<>();
        jdbc.query(
                """
                SELECT u.* FROM quota_use u JOIN unnest(?, ?) AS o (agreement, dataset)
                    ON u.agreement = o.agreement AND u.dataset = o.dataset
                ORDER BY u.agreement, u.dataset FOR UPDATE OF u
                """,
                row -> {
                    QuotaAccount account = account(row);
                    accounts.put(account.key(), account);
                },
                texts(keys, QuotaKey::agreement),
                texts(keys, QuotaKey::dataset));
        return accounts;
    }

    static QuotaAccount account(ResultSet row) throws SQLException {
        return new QuotaAccount(
                new QuotaKey(row.getString("agreement"), row.getString("dataset")),
                Objects.requireNonNull(row.getObject("day", LocalDate.class)),
                row.getInt("calls_used"),
                Objects.requireNonNull(row.getObject("month", LocalDate.class)),
                row.getLong("rows_used"));
    }

    void write(Collection<QuotaAccount> accounts) {
        jdbc.update(
                """
                UPDATE quota_use u SET day = o.day, calls_used = o.calls, month = o.month, rows_used = o.rows
                FROM unnest(?, ?, ?::date[], ?, ?::date[], ?) AS o (agreement, dataset, day, calls, month, rows)
                WHERE u.agreement = o.agreement AND u.dataset = o.dataset
                """,
                texts(accounts, account -> account.key().agreement()),
                texts(accounts, account -> account.key().dataset()),
                texts(accounts, account -> account.day().toString()),
                numbers(accounts, QuotaAccount::calls),
                texts(accounts, account -> account.month().toString()),
                numbers(accounts, QuotaAccount::rows));
    }

    /** What these transfers hold; it stays so as long as the accounts are locked. */
    List<Reservation> of(Collection<UUID> transfers) {
        return jdbc.query(
                "SELECT * FROM quota_reservation WHERE transfer = ANY (?)", QuotaRows::reservation, uuids(transfers));
    }

    private static Reservation reservation(ResultSet row, int n) throws SQLException {
        return new Reservation(
                row.getObject("transfer", UUID.class),
                new QuotaKey(row.getString("agreement"), row.getString("dataset")),
                row.getObject("call", UUID.class),
                row.getObject("day", LocalDate.class),
                row.getObject("month", LocalDate.class),
                row.getBoolean("spent"));
    }

    /** Others who were in the same calls, and are not among these, need calls of their own from now on. */
    void reserve(Collection<Reservation> made) {
        jdbc.update(
                """
                UPDATE quota_reservation r SET spent = true FROM (SELECT DISTINCT * FROM unnest(?, ?)) AS o (call, agreement)
                WHERE r.call = o.call AND r.agreement = o.agreement
                """,
                uuids(made, Reservation::call),
                texts(made, one -> one.key().agreement()));
        jdbc.update(
                """
                INSERT INTO quota_reservation (transfer, agreement, dataset, call, day, month)
                SELECT * FROM unnest(?, ?, ?, ?, ?::date[], ?::date[])
                ON CONFLICT (transfer, agreement) DO UPDATE
                SET dataset = excluded.dataset, call = excluded.call, day = excluded.day, month = excluded.month,
                    spent = false, claimed_at = now()
                """,
                uuids(made, Reservation::transfer),
                texts(made, one -> one.key().agreement()),
                texts(made, one -> one.key().dataset()),
                uuids(made, Reservation::call),
                texts(made, one -> text(one.day())),
                texts(made, one -> text(one.month())));
    }

    /** The platform has answered these, so what they hold was used; what is sent again is counted again. */
    void useUp(Collection<UUID> transfers) {
        if (!transfers.isEmpty()) {
            jdbc.update(
                    "UPDATE quota_reservation SET spent = true, month = NULL WHERE transfer = ANY (?)",
                    uuids(transfers));
        }
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }

    /**
     * Gives back what transfers hold that were surely not delivered: now, nor at an attempt before. The unit of a call is given back
     * with the last of its transfers. Some of those that wait for what is free again are woken.
     */
    void giveBack(Collection<UUID> transfers) {
        if (transfers.isEmpty()) {
            return;
        }
        List<QuotaKey> keys = jdbc.query(
                """
                SELECT DISTINCT r.agreement, r.dataset FROM quota_reservation r JOIN transfer t ON t.id = r.transfer
                WHERE r.transfer = ANY (?) AND t.id = ANY (?) AND NOT t.may_have_arrived
                """,
                (row, n) -> new QuotaKey(row.getString(1), row.getString(2)),
                uuids(transfers),
                uuids(transfers));
        if (!keys.isEmpty()) {
            giveBack(transfers, lock(keys));
        }
    }

    private void giveBack(Collection<UUID> transfers, Map<QuotaKey, QuotaAccount> accounts) {
        List<Reservation> gone = jdbc.query(
                """
                DELETE FROM quota_reservation r USING transfer t
                WHERE r.transfer = ANY (?) AND t.id = ANY (?) AND t.id = r.transfer AND NOT t.may_have_arrived
                RETURNING r.*
                """,
                QuotaRows::reservation,
                uuids(transfers),
                uuids(transfers));
        Set<HeldCall> held = new HashSet<>(jdbc.query(
                "SELECT DISTINCT agreement, call FROM quota_reservation WHERE call = ANY (?)",
                (row, n) -> new HeldCall(row.getString(1), row.getObject(2, UUID.class)),
                uuids(gone, Reservation::call)));
        Map<ReasonCode, Set<QuotaKey>> freed = new EnumMap<>(ReasonCode.class);
        for (Reservation one : gone) {
            QuotaAccount account = Objects.requireNonNull(accounts.get(one.key()));
            if (one.month() != null) {
                account.giveRowBack(one.month());
                freed.computeIfAbsent(ReasonCode.QUOTA_MONTH, reason -> new HashSet<>())
                        .add(one.key());
            }
            if (one.day() != null && held.add(new HeldCall(one.key().agreement(), one.call()))) {
                account.giveCallBack(one.day());
                freed.computeIfAbsent(ReasonCode.QUOTA_DAY, reason -> new HashSet<>())
                        .add(one.key());
            }
        }
        write(accounts.values());
        freed.forEach(new HeldTransfers(jdbc)::wakeForQuota);
    }

    private record HeldCall(String agreement, UUID call) {}

    /**
     * Forgets what was reserved for transfers that are past their last attempt.
     *
     * @return how many; fewer than the limit once there are no more
     */
    int removeOld(int limit) {
        return jdbc.update(
                """
                DELETE FROM quota_reservation r USING (
                    SELECT o.transfer, o.agreement FROM quota_reservation o LEFT JOIN transfer t ON t.id = o.transfer
                    WHERE o.claimed_at < now() - interval '2 days'
                      AND coalesce(t.state, '') NOT IN ('PENDING', 'WAITING', 'QUARANTINED', 'READY', 'SENDING', 'UNKNOWN', 'PARKED')
                    ORDER BY o.claimed_at LIMIT ? FOR UPDATE OF o SKIP LOCKED) AS old
                WHERE r.transfer = old.transfer AND r.agreement = old.agreement
                """,
                limit);
    }
}
