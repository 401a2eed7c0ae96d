package org.shuqiao.routes.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads for people: what happened to one transfer, and what operators did to one route or platform. */
public final class StoryLedger {
    private static final int EVENTS = 500;

    private static final String STORY =
            """
            WITH one AS (SELECT id, submission FROM transfer WHERE id = ?)
            SELECT at, kind, what, detail, coalesce(a.name, who), attempt FROM (
            SELECT received_at AS at, 'RECEIVED' AS kind, '' AS what, '' AS detail, '' AS who, 0 AS attempt FROM submission
                WHERE id = (SELECT submission FROM one)
            UNION ALL
            SELECT created_at, 'PREPARED', '', '', '', 0 FROM transfer WHERE id = (SELECT id FROM one)
            UNION ALL
            SELECT entered_at, 'HELD', '', '', '', 0 FROM quarantine WHERE transfer = (SELECT id FROM one)
            UNION ALL
            SELECT decided_at, 'JUDGED', coalesce(decision, ''), '', coalesce(decided_by, ''), 0 FROM quarantine
                WHERE transfer = (SELECT id FROM one) AND decided_at IS NOT NULL
            UNION ALL
            SELECT asked_at, 'ASKED', '', '', '', 0 FROM approval WHERE transfer = (SELECT id FROM one)
            UNION ALL
            SELECT decided_at, 'APPROVAL', coalesce(decision, ''), '', coalesce(decided_by, ''), 0 FROM approval
                WHERE transfer = (SELECT id FROM one) AND decided_at IS NOT NULL
            UNION ALL
            SELECT finished_at, 'ATTEMPT', outcome, platform_code, '', attempt FROM delivery_manifest
                WHERE transfer = (SELECT id FROM one)
            UNION ALL
            SELECT p.made_at, 'PACKED', p.id::text, '', p.made_by, 0 FROM package_row r JOIN package p ON p.id = r.package
                WHERE r.transfer = (SELECT id FROM one)
            UNION ALL
            SELECT received_at, 'RECEIPT', stage, receipt_id, '', 0 FROM receipt
                WHERE transfer = (SELECT id FROM one) AND reviewed_by = ''
            UNION ALL
            SELECT received_at, 'REVIEW', coalesce(review ->> 'outcome', ''), reviewed_by, '', 0 FROM receipt
                WHERE transfer = (SELECT id FROM one) AND reviewed_by <> ''
            UNION ALL
            SELECT e.confirmed_at, 'PAPER', e.stage, '', coalesce(e.confirmed_by, ''), 0
                FROM package_row r JOIN entered_receipt e ON e.package = r.package
                WHERE r.transfer = (SELECT id FROM one) AND e.confirmed_at IS NOT NULL AND r.transfer = ANY (e.transfers)
            UNION ALL
            SELECT happened_at, 'ACT', action, reason, actor, 0 FROM operator_act WHERE target = (SELECT id::text FROM one)
            ) happened LEFT JOIN account a ON a.key_id = who
            ORDER BY at DESC LIMIT ?
            """;

    private final JdbcTemplate jdbc;

    StoryLedger(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public enum Kind {
        /** Its submission was accepted. */
        RECEIVED,
        /** It came into being. */
        PREPARED,
        /** Something was suspected in it. */
        HELD,
        /** What was decided about that. */
        JUDGED,
        /** An officer was asked to approve it. */
        ASKED,
        APPROVAL,
        /** One sending whose outcome is known. */
        ATTEMPT,
        /** It was put into a package that people carry. */
        PACKED,
        RECEIPT,
        REVIEW,
        /** A paper of the platform was entered and confirmed. */
        PAPER,
        /** What an operator did. */
        ACT
    }

    /**
     * @param what decision, state after the attempt, stage, outcome or act, as the ledger has it; the package's id; else empty
     * @param detail the platform's own code of an attempt, the id of a receipt or of a reviewing body, the reason of an act; else empty
     * @param who name of the account that did it, id of the key where that has none; else empty
     * @param attempt its number; 0 for what is none
     */
    public record Event(Instant at, Kind kind, String what, String detail, String who, int attempt) {}

    /** @param who name of the account that did it; id of the key where that has none */
    public record Act(Instant at, String action, String reason, String who) {}

    /** What happened to a transfer, newest first; the newest 500. */
    public List<Event> story(UUID transfer) {
        return jdbc.query(STORY, StoryLedger::event, transfer, EVENTS);
    }

    /** What people did to a route or a platform, newest first. */
    public List<Act> acts(String target, int limit) {
        return jdbc.query(
                """
                SELECT happened_at, action, reason, coalesce(a.name, actor) FROM operator_act
                LEFT JOIN account a ON a.key_id = actor WHERE target = ? ORDER BY id DESC LIMIT ?
                """,
                (row, n) -> new Act(instant(row, 1), row.getString(2), row.getString(3), row.getString(4)),
                target,
                limit);
    }

    private static Event event(ResultSet row, int n) throws SQLException {
        return new Event(
                instant(row, 1),
                Kind.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
