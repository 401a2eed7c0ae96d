package org.shuqiao.routes.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.TestDatabase;

/** A ledger that was in use before there were duties after transfers. */
class MigrationTest {
    private static final String BEFORE_DUTIES = "10";

    private final Uuid7 ids = new Uuid7(Clock.systemUTC(), new SecureRandom());
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = TestDatabase.ofVersion(BEFORE_DUTIES);
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
}
