package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The ledger of a gateway after a busy day: one of each thing is really made, and the ledger then copies it. Half of everything is of one
 * center, whose pages have most to show.
 */
final class BusyLedger {
    static final int TRANSFERS = 100_000;
    private static final int SUSPECTS = 2_000;
    private static final int WITH_CONTENT = 20_000;
    private static final int AGREEMENTS = 200;
    private static final int MESSAGES = 20_000;
    private static final int LEAVES = 5_000;
    private static final String SCAN = "5c".repeat(32);

    private final GatewayUnderTest gateway;
    private final JdbcTemplate sql;
    private final TestCenter center;

    /** Rows were made in turn, each so long after the one before. */
    private final Instant base = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private final UUID stored;
    private final UUID parked;
    private final UUID suspect;
    private final UUID asked;
    private final UUID sealed;
    private final UUID submission;
    private final UUID carried;

    BusyLedger(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.sql = gateway.sql();
        this.center = gateway.newCenter();
        gateway.putInForce(gateway.agreementOf(center).bytes());
        String handedIn = center.accepted(center.activity());
        this.submission = UUID.fromString(handedIn);
        this.stored = id(center, handedIn, "STORED");
        center.evidence(center.transfer(handedIn)).expect(200);
        this.parked = id(center, center.accepted(center.activity()), "STORED");
        this.suspect = id(center, center.accepted(center.activity().put("title", "13805320016")), "QUARANTINED");
        this.asked = approval();
        this.sealed = sealedRecord();
        this.carried = CarriedPackage.of(gateway, id(center, center.accepted(center.activity()), "STORED"));
        sql.update(
                "INSERT INTO package_scan (package, sm3, media_type, content, uploaded_by) VALUES (?, ?, 'application/pdf', ?, 'test')",
                carried,
                SCAN,
                "%PDF-1.7".getBytes(US_ASCII));
        new TestInbox(gateway, center).with(1);
    }

    private static UUID id(TestCenter center, String submission, String state) {
        return UUID.fromString(
                center.awaitTransfer(submission, state).required("transferId").stringValue());
    }

    private UUID approval() {
        TestCenter careful = gateway.newCenter();
        gateway.putInForce(gateway.agreementOf(careful)
                .with(a -> ((ArrayNode) a.at("/permission/0/duties_pre")).add("human_approval"))
                .bytes());
        return id(careful, careful.accepted(careful.activity()), "WAITING");
    }

    private UUID sealedRecord() {
        ObjectNode record = center.activity();
        record.putArray("marks").add("重要数据");
        return UUID.fromString(center.submit("activity", record)
                .expectProblem(422, "CLASS_IMPORTANT")
                .json()
                .path("sealed")
                .stringValue());
    }

    TestCenter center() {
        return center;
    }

    /** Addresses of pages about one thing, by what stands for it in their patterns. */
    String address(String pattern) {
        return pattern.replace("/operator/transfers/{id}", "/operator/transfers/" + parked)
                .replace("/operator/routes/{id}", "/operator/routes/prepare")
                .replace("/operator/platforms/{id}", "/operator/platforms/qingdao")
                .replace("/audit/transfers/{id}", "/audit/transfers/" + stored)
                .replace("/center/transfers/{id}", "/center/transfers/" + stored)
                .replace("/center/submissions/{id}", "/center/submissions/" + submission)
                .replace("/center/slots/{id}", "/center/slots/s1")
                .replace("/center/inbox/{id}", "/center/inbox/" + message())
                .replace("/officer/approvals/{transfer}", "/officer/approvals/" + asked)
                .replace("/officer/quarantine/{transfer}", "/officer/quarantine/" + suspect)
                .replace("/officer/sealed/{id}", "/officer/sealed/" + sealed)
                .replace("/officer/packages/{id}", "/officer/packages/" + carried)
                .replace("/officer/packages/{packageId}", "/officer/packages/" + carried)
                .replace("/officer/agreements/{id}", "/officer/agreements/agreement-" + center.usci())
                .replace("{version}", "1")
                .replace("{sm3}", SCAN)
                .replace("{dataset}", "activity");
    }

    private UUID message() {
        return sql.queryForObject(
                "SELECT id FROM inbox_message WHERE center = ? ORDER BY seq LIMIT 1", UUID.class, center.usci());
    }

    /** Copies what there is. */
    void fill() {
        agreements();
        people();
        transfers();
        officers();
        centers();
        log();
        sql.execute("ANALYZE");
        sql.update("UPDATE traffic_counted SET minute = date_trunc('minute', now()) - interval '1 day'");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> sql.queryForObject(
                        "SELECT minute > now() - interval '3 minutes' FROM traffic_counted", Boolean.class));
    }

    /** Their ids are not among what the parties have signed, so copies are as good as the first. */
    private void agreements() {
        String first = "agreement-" + center.usci();
        copy(
                "agreement",
                AGREEMENTS,
                "id = '" + first + "'",
                """
                'id', 'agreement-' || i,
                'document', convert_to(replace(convert_from(t.document, 'UTF8'), t.id, 'agreement-' || i), 'UTF8')""");
        copy("agreement_event", AGREEMENTS, "agreement = '" + first + "'", "'agreement', 'agreement-' || i");
    }

    private void people() {
        sql.update(
                """
                INSERT INTO operator_act (action, target, reason, actor)
                SELECT 'resume-platform', 'qingdao', 'day ' || i, 'key-' || i % 50 FROM generate_series(1, 20000) AS i
                """);
        sql.update(
                """
                INSERT INTO api_key (id, secret_hash, role, label, holder)
                SELECT 'key-' || i, '', 'OPERATOR', 'test', '持有人' || i FROM generate_series(1, 300) AS i
                """);
        sql.update(
                """
                INSERT INTO account (key_id, name, folded_name, password_hash)
                SELECT 'key-' || i, 'person-' || i, 'person-' || i, 'x' FROM generate_series(1, 300) AS i
                """);
    }

    private void transfers() {
        sql.update(
                "INSERT INTO center (usci, name, region) SELECT 'center-' || i, '测试中心' || i, (370200 + i % 12)::text FROM generate_series(1, 99) AS i");
        String of = "CASE WHEN i % 2 = 0 THEN t.center ELSE 'center-' || (i % 99 + 1) END";
        copy(
                "submission",
                TRANSFERS,
                "id = '" + submission + "'",
                "'id', " + id('9') + ", 'record_id', 'r' || i, 'received_at', " + at() + ", 'center', " + of);
        copy(
                "transfer",
                TRANSFERS,
                "id = '" + stored + "'",
                "'id', " + id('8') + ", 'submission', " + id('9') + ", 'record_id', 'r' || i, 'center', " + of
                        + ", 'lane', '\\x' || lpad(to_hex(i), 64, '0'), 'created_at', " + at() + ", 'changed_at', "
                        + at()
                        + """
                        , 'state', CASE i % 1000 WHEN 1 THEN 'REJECTED' WHEN 2 THEN 'DENIED' WHEN 3 THEN 'DENIED' WHEN 4 THEN 'PARKED'
                                                 WHEN 5 THEN 'READY' WHEN 6 THEN 'UNKNOWN' WHEN 7 THEN 'WITHHELD' ELSE 'STORED' END,
                        'reason', CASE i % 1000 WHEN 1 THEN 'PLATFORM_REJECT' WHEN 2 THEN 'NO_AGREEMENT' WHEN 3 THEN 'EXPIRED'
                                                WHEN 4 THEN 'BUDGET_SPENT' ELSE '' END,
                        'wake_at', 'infinity'""");
        content("transfer_content", "id", stored);
        content("receipt", "transfer", stored);
        content("delivery_manifest", "transfer", stored);
        sql.update("UPDATE transfer SET state = 'PARKED', reason = 'BUDGET_SPENT' WHERE id = ?", parked);
        sql.update(
                """
                INSERT INTO put_aside (platform, source, row, reason)
                SELECT 'qingdao', 'result-' || i % 50 || '.csv', i, 'UNKNOWN_CODE' FROM generate_series(1, 2000) AS i
                """);
    }

    private void content(String table, String key, UUID of) {
        copy(table, WITH_CONTENT, key + " = '" + of + "'", "'" + key + "', " + id('8'));
    }

    private void officers() {
        suspects('a', SUSPECTS, suspect);
        copy("quarantine", SUSPECTS, "transfer = '" + suspect + "'", "'transfer', " + id('a'));
        copy("quarantine_finding", SUSPECTS, "transfer = '" + suspect + "'", "'transfer', " + id('a'));
        suspects('b', SUSPECTS, asked);
        copy("approval", SUSPECTS, "transfer = '" + asked + "'", "'transfer', " + id('b'));
        copy(
                "sealed_record",
                SUSPECTS,
                "id = '" + sealed + "'",
                "'id', gen_random_uuid(), 'fingerprint', '\\x' || lpad(to_hex(i), 64, '0')");
        copy("package", 500, "id = '" + carried + "'", "'id', " + id('8'));
        copy("package_row", 500, "package = '" + carried + "'", "'package', " + id('8'));
        sql.update(
                """
                INSERT INTO use_report (agreement, period, version, center, platform, from_at, due_at, running, told_at)
                SELECT 'agreement-' || i % 200, i, 1, ?, 'qingdao', now() - interval '60 days', now() - interval '10 days', false,
                       now()
                FROM generate_series(1, 1000) AS i
                """,
                center.usci());
        sql.update(
                """
                INSERT INTO transfer_duty (transfer, agreement, version, duty, lane, due_at, acted_at, breached_at)
                SELECT id, agreement, 1, 'RECEIPT_WITHIN', lane, now() - interval '1 day', now(), now() FROM transfer
                WHERE state = 'STORED' ORDER BY id LIMIT 1000
                """);
    }

    private void suspects(char kind, int count, UUID of) {
        String changes = "'id', " + id(kind) + ", 'submission', " + id('9') + ", 'record_id', 's' || i, 'lane', '\\x"
                + kind + "0' || lpad(to_hex(i), 62, '0'), 'wake_at', 'infinity', 'created_at', " + at();
        copy("transfer", count, "id = '" + of + "'", changes);
        copy("transfer_content", count, "id = '" + of + "'", "'id', " + id(kind));
    }

    private void centers() {
        Long last = sql.queryForObject(
                "UPDATE inbox SET last_seq = last_seq + ? WHERE center = ? RETURNING last_seq - ?",
                Long.class,
                MESSAGES,
                center.usci(),
                MESSAGES);
        copy(
                "inbox_message",
                MESSAGES,
                "center = '" + center.usci() + "' AND seq = 1",
                "'id', gen_random_uuid(), 'record_id', 'C-' || i, 'seq', i + " + last);
        sql.update(
                """
                INSERT INTO slot (center, slot_id, version, submission, title, venue, starts_at, ends_at, capacity, elsewhere, held, open)
                SELECT ?, 's' || i, 1, gen_random_uuid(), '柔性产线观摩', '展厅', now() + (i - 350) * interval '3 hours',
                       now() + (i - 349) * interval '3 hours', 20, 2, 3, true
                FROM generate_series(1, 700) AS i
                """,
                center.usci());
        sql.update(
                """
                INSERT INTO booking (center, booking_id, platform, slot_id, state, headcount, visit_at, message, requested_at)
                SELECT center, 'b' || i, 'capability-center', slot_id, CASE WHEN i % 4 = 0 AND starts_at > now() THEN 'REQUESTED' ELSE 'APPROVED' END, 3,
                       starts_at, id, now()
                FROM generate_series(1, 1500) AS i JOIN slot ON slot_id = 's' || (i % 700 + 1) AND center = ?
                JOIN inbox_message USING (center) WHERE record_id = 'C-' || i
                """,
                center.usci());
        sql.update(
                """
                INSERT INTO consent (center, id, owner, dataset, valid_from, valid_until)
                SELECT ?, 'consent-' || i, 'owner-' || i % 100, 'achievement', now() - interval '1 day', now() + interval '300 days'
                FROM generate_series(1, 1000) AS i
                """,
                center.usci());
    }

    /** Checkpoints of a log that has grown for months; its leaves, which the gateway puts in the tree by itself, are copies. */
    private void log() {
        copy(
                "log_leaf",
                LEAVES,
                "subject = '" + stored + "' AND type = 'transfer'",
                "'id', " + id('8') + ", 'subject', " + id('8') + ", 'tree_index', NULL");
        await().atMost(Duration.ofMinutes(1))
                .until(() ->
                        sql.queryForObject("SELECT count(*) FROM log_leaf WHERE tree_index IS NULL", Long.class) == 0);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> sql.queryForObject("SELECT max(size) FROM log_checkpoint", Long.class) > LEAVES);
        sql.update(
                """
                INSERT INTO log_checkpoint (size, root, note, chain, signed_at)
                SELECT i, root, note, chain, now() - (5000 - i) * interval '30 minutes'
                FROM generate_series(1, 5000) AS i, (SELECT * FROM log_checkpoint ORDER BY size LIMIT 1) AS first
                ON CONFLICT DO NOTHING
                """);
    }

    /** @param changes members of the copies that differ, in SQL, where {@code i} counts the copies of {@code t} */
    private void copy(String table, int copies, String which, String changes) {
        String columns = sql.queryForObject(
                """
                SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
                WHERE table_name = ? AND is_generated = 'NEVER' AND is_identity = 'NO'
                """,
                String.class,
                table);
        sql.update(
                """
                INSERT INTO %1$s (%2$s) SELECT %2$s FROM (
                    SELECT r.* FROM (SELECT one FROM %1$s AS one WHERE %4$s) AS kept, LATERAL (SELECT (kept.one).*) AS t,
                        generate_series(1, %3$d) AS i,
                        LATERAL jsonb_populate_record(kept.one, jsonb_build_object(%5$s)) AS r) AS copies
                """
                        .formatted(table, columns, copies, which, changes));
    }

    private String at() {
        return "timestamptz '" + base + "' - i * interval '700 milliseconds'";
    }

    private String id(char kind) {
        return "(substr(uuid7_floor(" + at() + ")::text, 1, 14) || '7000-" + kind
                + "000-' || lpad(to_hex(i), 12, '0'))::uuid";
    }
}
