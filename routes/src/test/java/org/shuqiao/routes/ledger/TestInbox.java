package org.shuqiao.routes.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.Sm3;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts messages into the inbox of a center of its own, as if a platform had sent them. */
public final class TestInbox {
    private static final byte[] HASH = new byte[32];

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String center;
    private final UUID batch = UUID.randomUUID();

    /** Registers the center. */
    public TestInbox(JdbcTemplate jdbc, String center) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(jdbc.getDataSource()));
        this.center = center;
        jdbc.update(
                "INSERT INTO center (usci, name, region) VALUES (?, '示范中心', '370212') ON CONFLICT DO NOTHING", center);
        byte[] chain = Sm3.digest(HASH);
        jdbc.update("INSERT INTO signing_chain (fingerprint, pem) VALUES (?, ?) ON CONFLICT DO NOTHING", chain, HASH);
        jdbc.update(
                """
                INSERT INTO return_batch (platform, batch_id, id, dataset, body_hash, rows, accepted, http_status, receipt,
                                          signature, signing_chain, received_at)
                VALUES ('capability-center', ?, ?, 'booking', ?, 1, 1, 200, ?, ?, ?, now())
                """,
                batch.toString(),
                batch,
                HASH,
                HASH,
                HASH,
                chain);
    }

    public String center() {
        return center;
    }

    public TestInbox with(String... payloads) {
        for (String payload : payloads) {
            append(payload, Clock.systemUTC().instant());
        }
        return this;
    }

    /** @return its place */
    public long append(String payload, Instant receivedAt) {
        return transaction.execute(status -> {
            jdbc.update("INSERT INTO inbox (center) VALUES (?) ON CONFLICT DO NOTHING", center);
            long seq = jdbc.queryForObject(
                    "UPDATE inbox SET last_seq = last_seq + 1 WHERE center = ? RETURNING last_seq", Long.class, center);
            insert(seq, payload.getBytes(StandardCharsets.UTF_8), receivedAt);
            return seq;
        });
    }

    private void insert(long seq, byte[] payload, Instant receivedAt) {
        jdbc.update(connection -> {
            PreparedStatement insert = connection.prepareStatement(
                    """
                    INSERT INTO inbox_message (id, center, seq, platform, dataset, record_id, version, batch, agreement,
                        agreement_version, decision, salt, original_hash, payload, payload_hash, statement, signature,
                        signing_chain, received_at)
                    VALUES (?, ?, ?, 'capability-center', 'booking', ?, 1, ?, 'A1', 1, '{}', ?, ?, ?, ?, ?, ?, ?, ?)
                    """);
            List<Object> values = List.of(
                    UUID.randomUUID(),
                    center,
                    seq,
                    "B-" + seq,
                    batch,
                    HASH,
                    HASH,
                    payload,
                    HASH,
                    HASH,
                    HASH,
                    Sm3.digest(HASH),
                    receivedAt.atOffset(ZoneOffset.UTC));
            for (int i = 0; i < values.size(); i++) {
                insert.setObject(i + 1, values.get(i));
            }
            return insert;
        });
    }

    public void delete(long seq) {
        jdbc.update(
                "UPDATE inbox_message SET payload = NULL, deleted_at = now() WHERE center = ? AND seq = ?",
                center,
                seq);
    }
}
