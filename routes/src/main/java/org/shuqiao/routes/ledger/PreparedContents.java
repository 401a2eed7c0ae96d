package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.ledger.PreparedTransfer.SignedContent;
import org.shuqiao.routes.ledger.PreparedTransfer.SuspectedResidue;
import org.springframework.jdbc.core.JdbcTemplate;

/** What verdicts of preparing hold beside their rows: contents, the certificates of signers, log leaves, suspected residue. */
final class PreparedContents {
    private final JdbcTemplate jdbc;

    PreparedContents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Collection<PreparedTransfer> rows) {
        IdentityHashMap<byte[], byte[]> fingerprints = fingerprints(rows);
        insertChains(fingerprints);
        jdbc.update(
                """
                INSERT INTO transfer_content (id, decision, payload, content_type, statement, signature, signing_chain,
                                              trace_parent)
                SELECT * FROM unnest(?, ?::jsonb[], ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE
                SET decision = excluded.decision, payload = excluded.payload, content_type = excluded.content_type,
                    statement = excluded.statement, signature = excluded.signature,
                    signing_chain = excluded.signing_chain
                """,
                uuids(rows, PreparedTransfer::id),
                texts(rows, PreparedTransfer::decision),
                bytes(rows, content(SignedContent::payload)),
                texts(rows, content(SignedContent::contentType)),
                bytes(rows, content(SignedContent::statement)),
                bytes(rows, content(SignedContent::signature)),
                bytes(rows, content(c -> fingerprints.get(c.signingChain()))),
                texts(rows, row -> row.preparation().traceParent()));
    }

    void insertLeaves(List<PreparedTransfer> ready) {
        if (ready.isEmpty()) {
            return;
        }
        jdbc.update(
                "INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash) SELECT id, 'transfer', subject, leaf, hash"
                        + " FROM unnest(?, ?, ?, ?) AS row (id, subject, leaf, hash)",
                uuids(ready, row -> content(row).leafId()),
                uuids(ready, PreparedTransfer::id),
                bytes(ready, row -> content(row).leaf()),
                bytes(ready, row -> content(row).leafHash()));
    }

    private static SignedContent content(PreparedTransfer ready) {
        return Objects.requireNonNull(ready.content(), "a READY transfer is signed");
    }

    /** A gateway signs with few keys and hands the same array in each time, so one digest serves a batch. */
    private static IdentityHashMap<byte[], byte[]> fingerprints(Collection<PreparedTransfer> rows) {
        IdentityHashMap<byte[], byte[]> fingerprints = new IdentityHashMap<>();
        rows.stream()
                .map(PreparedTransfer::content)
                .filter(Objects::nonNull)
                .map(SignedContent::signingChain)
                .forEach(chain -> fingerprints.computeIfAbsent(chain, Sm3::digest));
        return fingerprints;
    }

    private void insertChains(IdentityHashMap<byte[], byte[]> fingerprints) {
        fingerprints.forEach((chain, fingerprint) -> jdbc.update(
                "INSERT INTO signing_chain (fingerprint, pem) VALUES (?, ?) ON CONFLICT DO NOTHING",
                fingerprint,
                chain));
    }

    void quarantine(List<PreparedTransfer> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.update(
                """
                INSERT INTO quarantine (transfer, payload_hash, hits, details)
                SELECT * FROM unnest(?, ?, ?::jsonb[], ?::jsonb[])
                ON CONFLICT (transfer) DO UPDATE
                SET payload_hash = excluded.payload_hash, hits = excluded.hits, details = excluded.details,
                    entered_at = now(), decision = NULL, reason = NULL, decided_by = NULL, decided_at = NULL,
                    proposal = NULL, proposed_by = NULL, proposed_reason = NULL, proposed_at = NULL
                """,
                uuids(rows, PreparedTransfer::id),
                bytes(rows, residue(SuspectedResidue::payloadHash)),
                texts(rows, residue(SuspectedResidue::hits)),
                texts(rows, residue(SuspectedResidue::details)));
        jdbc.update(
                """
                INSERT INTO quarantine_finding (finding, transfer)
                SELECT DISTINCT decode(detail ->> 'finding', 'hex'), q.transfer
                FROM quarantine q, jsonb_array_elements(q.details) detail
                WHERE q.transfer = ANY (?)
                ON CONFLICT DO NOTHING
                """,
                uuids(rows, PreparedTransfer::id));
    }

    private static <V> Function<PreparedTransfer, @Nullable V> content(Function<SignedContent, V> part) {
        return row -> row.content() == null ? null : part.apply(row.content());
    }

    private static <V> Function<PreparedTransfer, @Nullable V> residue(Function<SuspectedResidue, V> part) {
        return row -> row.residue() == null ? null : part.apply(row.residue());
    }
}
