package org.shuqiao.routes.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.TestDatabase;

/** A ledger that was in use before there were duties after transfers. */
class MigrationTest {
    private static final String BEFORE_DUTIES = "10";
    private static final String BEFORE_YEARS = "17";
    private static final String BEFORE_WHOLE_ACTS = "33";

    private final Uuid7 ids = new Uuid7(Clock.systemUTC(), new SecureRandom());
    private TestDatabase database;

    private void open(String version) {
        database = TestDatabase.ofVersion(version);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void agreement(String id, String document) {
        database.jdbc()
                .update(
                        """
                        INSERT INTO agreement (id, version, state, center, platform, valid_from, valid_until, hash, document)
                        VALUES (?, 1, 'ENDED', 'C', 'P', '2026-01-01', '2027-01-01', '', ?)
                        """,
                        id,
                        document.getBytes(UTF_8));
    }

    /** One that was stored 40 days ago. */
    private UUID stored(String first, String second) {
        UUID id = ids.next();
        database.jdbc()
                .update(
                        """
                        INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, agreement,
                                              agreement_version, created_at, wake_at)
                        VALUES (?, ?, 'C', 'activity', 'r1', 1, 'P', 'lane', 'STORED', ?, 1, now() - interval '40 days', now())
                        """,
                        id,
                        UUID.randomUUID(),
                        first);
        database.jdbc()
                .update(
                        """
                        INSERT INTO transfer_content (id, decision, payload, statement)
                        VALUES (?, jsonb_build_object('agreements', jsonb_build_array(
                            jsonb_build_object('id', ?::text, 'version', 1), jsonb_build_object('id', ?::text, 'version', 1))),
                            'payload', 'statement')
                        """,
                        id,
                        first,
                        second);
        return id;
    }

    @Test
    void payloadsOfBeforeAreDeletedWhenEachAgreementThatBoundThemSays() {
        open(BEFORE_DUTIES);
        agreement("A1", "{\"direction\":\"out\",\"retention\":{\"days\":30},\"audit\":{\"keep_days\":1095}}");
        agreement("A2", "{\"direction\":\"out\",\"retention\":{\"days\":90},\"audit\":{\"keep_days\":1095}}");
        agreement("A3", "{\"direction\":\"out\",\"retention\":{\"days\":1095},\"audit\":{\"keep_days\":1095}}");
        agreement("A4", "no JSON");
        UUID bound = stored("A1", "A2");
        stored("A3", "A4");

        Ledger.migrate(database.dataSource());

        assertThat(database.jdbc()
                        .query(
                                """
                                SELECT d.*, (extract(epoch FROM d.due_at - t.created_at) / 86400)::int AS days,
                                       d.lane = t.lane AS in_lane
                                FROM transfer_duty d JOIN transfer t ON t.id = d.transfer ORDER BY d.agreement
                                """,
                                (row, n) -> tuple(
                                        row.getObject("transfer", UUID.class),
                                        row.getString("agreement"),
                                        row.getString("duty"),
                                        row.getInt("days"),
                                        row.getBoolean("in_lane"))))
                .containsExactly(tuple(bound, "A1", "RETENTION", 30, true), tuple(bound, "A2", "RETENTION", 90, true));
        Ledger ledger = new Ledger(database.dataSource(), "gateway-1", LedgerWorld.TIMES, TestDatabase.leaves());
        assertThat(ledger.retentions().deleteDue(10)).isEqualTo(1);
        assertThat(database.jdbc()
                        .queryForObject(
                                "SELECT count(*)::int FROM transfer_content WHERE payload IS NULL", Integer.class))
                .isEqualTo(1);
    }

    @Test
    void actsOfBeforeAreOneListInTheOrderOfTheirTime() {
        open(BEFORE_WHOLE_ACTS);
        UUID key = ids.next();
        UUID transfer = ids.next();
        database.jdbc()
                .update(
                        """
                        INSERT INTO operator_act (action, target, reason, actor, happened_at)
                        VALUES ('pause', 'P', 'late', 'k1', now() - interval '1 hour'), ('resume', 'P', '', 'k1', now())
                        """);
        database.jdbc()
                .update(
                        """
                        INSERT INTO quarantine (transfer, payload_hash, hits, decision, reason, decided_by, decided_at)
                        VALUES (?, '', '[]', 'WITHHOLD', 'a number', 'k2', now() - interval '2 hours')
                        """,
                        transfer);
        database.jdbc()
                .update(
                        """
                        INSERT INTO key_store (id, role, owner, kind, version, state, sealed, retired_at, reason, created_at, created_by)
                        VALUES (?, 'STATEMENT', 'g', 'SM2', 1, 'RETIRED', '', now(), 'old', now(), 'k3')
                        """,
                        key);
        database.jdbc()
                .update(
                        """
                        INSERT INTO log_leaf (id, type, subject, leaf, leaf_hash) VALUES (?, 'key-event', ?, ?, '')
                        """,
                        ids.next(),
                        key,
                        "{\"actor\":\"k3\",\"at\":\"2026-01-01T00:00:00.000Z\",\"event\":\"retire\",\"keyId\":\"%s\"}"
                                .formatted(key)
                                .getBytes(UTF_8));

        Ledger.migrate(database.dataSource());

        assertThat(database.jdbc()
                        .query(
                                "SELECT action, target, reason, actor FROM operator_act ORDER BY id",
                                (row, n) ->
                                        tuple(row.getString(1), row.getString(2), row.getString(3), row.getString(4))))
                .containsExactly(
                        tuple("key-retire", key.toString(), "old", "k3"),
                        tuple("quarantine-withhold", transfer.toString(), "a number", "k2"),
                        tuple("pause", "P", "late", "k1"),
                        tuple("resume", "P", "", "k1"));
    }

    private void maskingKey(int version, String state, String times) {
        database.jdbc()
                .update(
                        """
                        INSERT INTO key_store (id, role, owner, kind, version, state, sealed, activate_at, compromised_from, reason,
                                               created_at, created_by)
                        VALUES (?, 'MASKING', '', 'SECRET', ?, ?, '', now() - interval '9 days', %s, '', now(), 'test')
                        """
                                .formatted(times),
                        ids.next(),
                        version,
                        state);
    }

    private UUID masked(String state, String transform) {
        UUID id = ids.next();
        database.jdbc()
                .update(
                        """
                        INSERT INTO transfer (id, submission, center, dataset, record_id, version, platform, lane, state, agreement,
                                              agreement_version, created_at, wake_at)
                        VALUES (?, ?, 'C', 'activity', ?::text, 1, 'P', ?::text::bytea, ?, 'A1', 1, now(), now())
                        """,
                        id,
                        UUID.randomUUID(),
                        id,
                        id,
                        state);
        database.jdbc()
                .update(
                        """
                        INSERT INTO transfer_content (id, decision, payload, statement)
                        VALUES (?, jsonb_build_object('transforms', jsonb_build_array(jsonb_build_object('name', ?::text))), '', '')
                        """,
                        id,
                        transform);
        return id;
    }

    @Test
    void maskingKeysOfBeforeAreForEveryYearAndOneThatIsCompromisedStaysSo() {
        open(BEFORE_YEARS);
        maskingKey(1, "COMPROMISED", "now() - interval '1 day'");
        maskingKey(2, "ACTIVE", "NULL");
        UUID pseudonym = masked("READY", "pseudonym");
        UUID rounded = masked("READY", "round");
        UUID gone = masked("STORED", "pseudonym");

        Ledger.migrate(database.dataSource());

        assertThat(database.jdbc()
                        .query(
                                "SELECT version, state, from_year, compromised_from IS NULL AS safe FROM key_store ORDER BY version",
                                (row, n) -> tuple(row.getInt(1), row.getString(2), row.getInt(3), row.getBoolean(4))))
                .containsExactly(tuple(1, "COMPROMISED", 0, false), tuple(2, "ACTIVE", 0, true));
        assertThat(database.jdbc()
                        .query(
                                "SELECT id, state, reason FROM transfer",
                                (row, n) -> tuple(row.getObject(1, UUID.class), row.getString(2), row.getString(3))))
                .containsExactlyInAnyOrder(
                        tuple(pseudonym, "PENDING", "KEY_VERSION"),
                        tuple(rounded, "READY", ""),
                        tuple(gone, "STORED", ""));
    }
}
