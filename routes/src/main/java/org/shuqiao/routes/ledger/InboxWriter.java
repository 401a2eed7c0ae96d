package org.shuqiao.routes.ledger;

import static org.shuqiao.routes.ledger.SqlColumns.bytes;
import static org.shuqiao.routes.ledger.SqlColumns.numbers;
import static org.shuqiao.routes.ledger.SqlColumns.texts;
import static org.shuqiao.routes.ledger.SqlColumns.uuids;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogLeaf;
import org.springframework.jdbc.core.JdbcTemplate;

/** Appends messages to inboxes, in batches, with the leaf of each. Must run inside a transaction. */
final class InboxWriter {
    private final JdbcTemplate jdbc;
    private final LeafRows leaves;
    private final int unreadLimit;

    /** @param unreadLimit messages that a center may leave unread before it gets no more */
    InboxWriter(JdbcTemplate jdbc, LeafRows leaves, int unreadLimit) {
        this.jdbc = jdbc;
        this.leaves = leaves;
        this.unreadLimit = unreadLimit;
    }

    /** A message with its place in its center's inbox. */
    private record Placed(NewReturn.Message message, long seq, @Nullable Instant deleteAt) {
        ReturnRow row() {
            return message.row();
        }

        NewReturn.SignedReturn signed() {
            return message.signed();
        }
    }

    /**
     * Locks the inboxes of these messages' centers until the transaction ends. All writers take them in the same order, so that none
     * waits for another in a circle.
     *
     * @param messages of one batch
     */
    OpenInboxes open(List<NewReturn.Message> messages) {
        OpenInboxes open = new OpenInboxes(unreadLimit);
        if (messages.isEmpty()) {
            return open;
        }
        List<String> centers = messages.stream()
                .map(message -> message.row().center())
                .distinct()
                .sorted()
                .toList();
        jdbc.update(
                "INSERT INTO inbox (center) SELECT usci FROM center WHERE usci = ANY (?) ORDER BY usci ON CONFLICT DO NOTHING",
                texts(centers, Function.identity()));
        jdbc.query(
                "SELECT center, last_seq, acked_seq FROM inbox WHERE center = ANY (?) ORDER BY center FOR UPDATE",
                row -> {
                    open.unread(row.getString(1), row.getLong(2) - row.getLong(3));
                },
                texts(centers, Function.identity()));
        holdAgreements(messages, open);
        readKnown(messages, open);
        return open;
    }

    /** A revocation, or a new prohibition, waits for this transaction or is seen by it. */
    private void holdAgreements(List<NewReturn.Message> messages, OpenInboxes open) {
        String platform = messages.get(0).row().platform();
        jdbc.query(
                "SELECT 1 FROM agreement WHERE center = ANY (?) AND platform = ? ORDER BY id, version FOR KEY SHARE",
                row -> {},
                texts(messages, message -> message.row().center()),
                platform);
        jdbc.query(
                "SELECT m.id FROM unnest(?, ?, ?) AS m (id, center, decision), (SELECT ?::text) AS p (platform) WHERE "
                        + InForce.unchanged("m.decision::jsonb", "m.center", "p.platform"),
                row -> {
                    open.agreed(row.getObject(1, UUID.class));
                },
                uuids(messages, message -> message.row().messageId()),
                texts(messages, message -> message.row().center()),
                texts(messages, message -> message.signed().decision()),
                platform);
    }

    private void readKnown(List<NewReturn.Message> messages, OpenInboxes open) {
        ReturnRow any = messages.get(0).row();
        jdbc.query(
                """
                SELECT k.center, k.record_id, k.version, same.id, same.salt, same.original_hash, newest.version
                FROM unnest(?, ?, ?) AS k (center, record_id, version)
                JOIN LATERAL (SELECT m.version FROM inbox_message m
                              WHERE m.center = k.center AND m.platform = ? AND m.dataset = ? AND m.record_id = k.record_id
                              ORDER BY m.version DESC LIMIT 1) newest ON true
                LEFT JOIN inbox_message same ON same.center = k.center AND same.platform = ? AND same.dataset = ?
                    AND same.record_id = k.record_id AND same.version = k.version
                """,
                row -> {
                    open.newest(row.getString(1), row.getString(2), row.getLong(7));
                    UUID same = row.getObject(4, UUID.class);
                    if (same != null) {
                        open.known(
                                new OpenInboxes.Key(row.getString(1), row.getString(2), row.getLong(3)),
                                new OpenInboxes.Known(same, row.getBytes(5), row.getBytes(6)));
                    }
                },
                texts(messages, message -> message.row().center()),
                texts(messages, message -> message.row().recordId()),
                numbers(messages, message -> message.row().version()),
                any.platform(),
                any.dataset(),
                any.platform(),
                any.dataset());
    }

    /**
     * Their inboxes must be {@linkplain #open open}, and the row of their batch must be there.
     *
     * @param deleteAt when a payload must be deleted, besides what its agreement says
     */
    void append(UUID batch, List<NewReturn.Message> messages, Function<ReturnRow, Optional<Instant>> deleteAt) {
        if (messages.isEmpty()) {
            return;
        }
        Map<String, Long> next = advance(messages);
        List<Placed> placed = messages.stream()
                .map(message -> new Placed(
                        message,
                        Objects.requireNonNull(next.merge(message.row().center(), 1L, Long::sum)),
                        earlier(
                                message.signed().deleteAt(),
                                deleteAt.apply(message.row()).orElse(null))))
                .toList();
        insertChains(placed);
        insert(batch, placed);
        insertLeaves(placed);
    }

    /** @return the last place before these messages, by center */
    private Map<String, Long> advance(List<NewReturn.Message> messages) {
        Map<String, Long> counts = new HashMap<>();
        messages.forEach(message -> counts.merge(message.row().center(), 1L, Long::sum));
        Map<String, Long> before = new HashMap<>();
        jdbc.query(
                """
                UPDATE inbox i SET last_seq = i.last_seq + n.messages FROM unnest(?, ?) AS n (center, messages)
                WHERE i.center = n.center RETURNING i.center, i.last_seq - n.messages
                """,
                row -> {
                    before.put(row.getString(1), row.getLong(2));
                },
                texts(counts.keySet(), Function.identity()),
                numbers(counts.keySet(), center -> Objects.requireNonNull(counts.get(center))));
        return before;
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? a : b;
    }

    private void insertChains(List<Placed> placed) {
        List<byte[]> chains = placed.stream()
                .map(one -> one.signed().signingChain())
                .distinct()
                .toList();
        jdbc.update(
                "INSERT INTO signing_chain (fingerprint, pem) SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING",
                bytes(chains, Sm3::digest),
                bytes(chains, Function.identity()));
    }

    private void insert(UUID batch, List<Placed> rows) {
        jdbc.update(
                """
                INSERT INTO inbox_message (batch, id, center, seq, platform, dataset, record_id, version, agreement,
                    agreement_version, decision, salt, original_hash, payload, payload_hash, statement, signature, signing_chain,
                    received_at, delete_at, retain_until)
                SELECT ?, id, center, seq, platform, dataset, record_id, version, agreement, agreement_version::int,
                    decision::jsonb, salt, original_hash, payload, payload_hash, statement, signature, signing_chain,
                    received_at::timestamptz, delete_at::timestamptz, retain_until::timestamptz
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS row (id, center, seq, platform, dataset,
                    record_id, version, agreement, agreement_version, decision, salt, original_hash, payload, payload_hash,
                    statement, signature, signing_chain, received_at, delete_at, retain_until)
                """,
                batch,
                uuids(rows, one -> one.row().messageId()),
                texts(rows, one -> one.row().center()),
                numbers(rows, Placed::seq),
                texts(rows, one -> one.row().platform()),
                texts(rows, one -> one.row().dataset()),
                texts(rows, one -> one.row().recordId()),
                numbers(rows, one -> one.row().version()),
                texts(rows, one -> one.signed().agreement()),
                numbers(rows, one -> one.signed().agreementVersion()),
                texts(rows, one -> one.signed().decision()),
                bytes(rows, one -> one.signed().salt()),
                bytes(rows, one -> one.signed().originalHash()),
                bytes(rows, one -> one.signed().payload()),
                bytes(rows, one -> one.signed().payloadHash()),
                bytes(rows, one -> one.signed().statement()),
                bytes(rows, one -> one.signed().signature()),
                bytes(rows, one -> Sm3.digest(one.signed().signingChain())),
                texts(rows, one -> one.row().receivedAt().toString()),
                texts(rows, one -> text(one.deleteAt())),
                texts(rows, one -> text(one.signed().deleteAt())));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private void insertLeaves(List<Placed> rows) {
        List<LogLeaf> made = rows.stream()
                .map(one -> LogLeaf.returned(
                        one.row().messageId(),
                        one.signed().statement(),
                        one.signed().signature()))
                .toList();
        jdbc.update(
                """
                INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash)
                SELECT id, 'return', subject, leaf, leaf_hash FROM unnest(?, ?, ?, ?) AS row (id, subject, leaf, leaf_hash)
                """,
                uuids(rows, one -> leaves.newId()),
                uuids(rows, one -> one.row().messageId()),
                bytes(made, LogLeaf::bytes),
                bytes(made, leaves::hash));
    }
}
