package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.instants;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Ties transfers to the consent they leave with. Must run inside a transaction. */
final class PublicationRows {
    private final JdbcTemplate jdbc;

    PublicationRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What was never sent is tied to a consent no more where its agreement demands none any more.
     *
     * @param ready transfers that are READY now
     * @param again transfers that were prepared anew
     */
    void insert(List<PreparedTransfer> ready, Collection<UUID> again) {
        if (!again.isEmpty()) {
            jdbc.update(
                    """
                    DELETE FROM publication p USING transfer t
                    WHERE p.transfer = ANY (?) AND t.id = p.transfer AND NOT t.may_have_arrived
                    """,
                    uuids(again));
        }
        List<PreparedTransfer> shown =
                ready.stream().filter(row -> row.publication() != null).toList();
        if (shown.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO publication (transfer, center, consent, lane, shown_until)
                SELECT * FROM unnest(?, ?, ?, ?, ?::timestamptz[])
                ON CONFLICT (transfer) DO UPDATE SET consent = excluded.consent, shown_until = excluded.shown_until
                """,
                uuids(shown, PreparedTransfer::id),
                texts(shown, row -> row.preparation().center()),
                texts(shown, row -> publication(row).consent()),
                bytes(shown, row -> row.lane().key()),
                instants(shown, row -> publication(row).until()));
    }

    /**
     * Older versions of the item go with it.
     *
     * @param by the submission that takes it down
     */
    void takenDown(UUID transfer, UUID by) {
        jdbc.update(
                """
                UPDATE publication p SET taken_down_by = ? FROM transfer t, transfer newest
                WHERE p.taken_down_by IS NULL AND p.lane = newest.lane
                  AND newest.id = ? AND t.id = p.transfer AND t.version <= newest.version
                """,
                by,
                transfer);
    }

    private static Publication publication(PreparedTransfer shown) {
        return Objects.requireNonNull(shown.publication());
    }

    /**
     * READY transfers that are due, but whose consent or window has ended: DENIED, or PARKED where they may have arrived. The consents of the others are held FOR KEY SHARE
     * until the transaction ends, so a withdrawal (FOR UPDATE) sees either no claim or a committed one.
     *
     * @return those that are DENIED now
     */
    List<UUID> denyEnded(Collection<UUID> claimed) {
        List<UUID> shown = jdbc.queryForList(
                """
                SELECT p.transfer FROM publication p JOIN consent c ON c.center = p.center AND c.id = p.consent
                WHERE p.transfer = ANY (?) ORDER BY c.center, c.id FOR KEY SHARE OF c
                """,
                UUID.class,
                uuids(claimed));
        if (shown.isEmpty()) {
            return List.of();
        }
        return jdbc.queryForList(
                """
                WITH ended AS (
                UPDATE transfer t
                SET state = CASE WHEN t.may_have_arrived THEN 'PARKED' ELSE 'DENIED' END, changed_at = now(), wake_at = now(),
                    reason = CASE WHEN c.withdrawn_at IS NOT NULL THEN 'CONSENT_WITHDRAWN'
                                  WHEN now() >= p.shown_until THEN 'PUBLISH_WINDOW' ELSE 'CONSENT' END
                FROM publication p JOIN consent c ON c.center = p.center AND c.id = p.consent
                WHERE t.id = ANY (?) AND p.transfer = t.id AND t.state = 'READY' AND t.due_at <= now()
                  AND NOT (c.withdrawn_at IS NULL AND now() >= c.valid_from
                           AND now() < least(c.valid_until, p.shown_until))
                RETURNING t.id, t.state)
                SELECT id FROM ended WHERE state = 'DENIED'
                """,
                UUID.class,
                uuids(shown));
    }
}
