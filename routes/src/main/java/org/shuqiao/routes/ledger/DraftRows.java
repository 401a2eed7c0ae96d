package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.Changed;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.springframework.jdbc.core.JdbcTemplate;

/** Statements of {@link DraftLedger}, in the transactions of its steps. */
final class DraftRows {
    private final JdbcTemplate jdbc;
    private final AgreementLedger agreements;
    private final DraftLedger.OpenLimits limits;

    DraftRows(JdbcTemplate jdbc, AgreementLedger agreements, DraftLedger.OpenLimits limits) {
        this.jdbc = jdbc;
        this.agreements = agreements;
        this.limits = limits;
    }

    /** A limit is counted by one at a time. */
    void lockCounts() {
        jdbc.query("SELECT pg_advisory_xact_lock(hashtext('agreement-drafts'))", row -> {});
    }

    private static String list(Set<AgreementState> states) {
        return states.stream().map(state -> "'" + state + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    int setDocument(String id, int version, byte[] document) {
        return jdbc.update("UPDATE agreement SET document = ? WHERE id = ? AND version = ?", document, id, version);
    }

    void setActive(String id, int version) {
        jdbc.update(
                "UPDATE agreement SET state = 'ACTIVE', changed_at = now() WHERE id = ? AND version = ?", id, version);
    }

    Changed moved(String id, int version, Set<AgreementState> from, AgreementState to, String key, String reason) {
        Changed changed = jdbc
                .query(
                        "UPDATE agreement SET state = ?, changed_at = now() WHERE id = ? AND version = ? AND state IN "
                                + list(from) + " RETURNING version, hash",
                        (row, n) -> new Changed(row.getInt(1), row.getBytes(2)),
                        to.name(),
                        id,
                        version)
                .stream()
                .findFirst()
                .orElseThrow(() -> new Failure(FailureCode.WRONG_STATE, Map.of("what", "agreement")));
        agreements.record(id, changed, to.name(), key, reason);
        return changed;
    }

    void end(String id, String reason, String key) {
        jdbc.query(
                        """
                        UPDATE agreement SET state = 'ENDED', changed_at = now()
                        WHERE id = ? AND state IN ('ACTIVE', 'SUSPENDED') RETURNING version, hash
                        """,
                        (row, n) -> new Changed(row.getInt(1), row.getBytes(2)),
                        id)
                .forEach(ended -> agreements.record(id, ended, AgreementState.ENDED.name(), key, reason));
    }

    void insert(StoredAgreement draft) {
        jdbc.update(
                """
                INSERT INTO agreement (id, version, state, center, platform, valid_from, valid_until, hash, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id, version) DO UPDATE SET
                    state = excluded.state, center = excluded.center, platform = excluded.platform,
                    valid_from = excluded.valid_from, valid_until = excluded.valid_until, hash = excluded.hash,
                    document = excluded.document, changed_at = now()
                """,
                draft.id(),
                draft.version(),
                draft.state().name(),
                draft.center(),
                draft.platform(),
                draft.validFrom().atOffset(ZoneOffset.UTC),
                draft.validUntil().atOffset(ZoneOffset.UTC),
                draft.hash(),
                draft.document());
    }

    /** The id is not among the signed bytes, so nobody's signature keeps it from being used for another agreement. */
    boolean isTaken(StoredAgreement agreement) {
        return !jdbc.queryForList(
                        """
                        SELECT 1 FROM agreement
                        WHERE id = ? AND (state IN %s AND version >= ?
                                          OR state <> 'WITHDRAWN' AND version <> ? AND (center <> ? OR platform <> ?)) LIMIT 1
                        """
                                .formatted(AgreementLedger.DECIDED),
                        agreement.id(),
                        agreement.version(),
                        agreement.version(),
                        agreement.center(),
                        agreement.platform())
                .isEmpty();
    }

    /** Who signed a change has read what it changes. The first version that is known here may follow one that is not. */
    boolean follows(String id, @Nullable String prev) {
        return jdbc
                .query(
                        "SELECT hash FROM agreement WHERE id = ? AND state IN " + AgreementLedger.DECIDED
                                + " ORDER BY version DESC LIMIT 1",
                        (row, n) -> HexFormat.of().formatHex(row.getBytes(1)),
                        id)
                .stream()
                .allMatch(newest -> newest.equals(prev));
    }

    boolean isLastSuspension(String id, Instant at) {
        return jdbc
                .queryForList(
                        "SELECT happened_at FROM agreement_event WHERE agreement = ? AND event = 'SUSPENDED' ORDER BY id DESC LIMIT 1",
                        OffsetDateTime.class,
                        id)
                .stream()
                .anyMatch(last -> last.toInstant().equals(at));
    }

    boolean isProposed(StoredAgreement draft) {
        return agreements
                .find(draft.id(), draft.version())
                .filter(known -> known.state() != AgreementState.DRAFT && known.state() != AgreementState.WITHDRAWN)
                .isPresent();
    }

    void requireRoom(StoredAgreement draft, String holder) {
        int ofCenter = count(
                "SELECT count(*)::int FROM agreement a WHERE a.state IN " + list(DraftLedger.OPEN)
                        + " AND a.center = ? AND NOT (a.id = ? AND a.version = ?)",
                draft,
                draft.center());
        int ofOfficer = count(
                """
                SELECT count(*)::int FROM agreement a
                WHERE a.state IN %s
                  AND EXISTS (SELECT 1 FROM agreement_event e JOIN api_key k ON k.id = e.actor
                              WHERE e.agreement = a.id AND e.version = a.version AND e.event = 'DRAFTED'
                                AND lower(k.holder) = lower(?))
                  AND NOT (a.id = ? AND a.version = ?)
                """
                        .formatted(list(DraftLedger.OPEN)),
                draft,
                holder);
        if (ofCenter >= limits.perCenter() || ofOfficer >= limits.perOfficer()) {
            throw new Failure(
                    FailureCode.DRAFTS_FULL,
                    Map.of("perCenter", limits.perCenter(), "perOfficer", limits.perOfficer()));
        }
    }

    private int count(String sql, StoredAgreement draft, String of) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Integer.class, of, draft.id(), draft.version()));
    }
}
