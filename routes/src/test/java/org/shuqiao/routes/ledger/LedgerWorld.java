package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.log.LogLeaf;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.ledger.PreparedLedger.Verdict;
import org.shuqiao.routes.ledger.PreparedTransfer.SignedContent;
import org.shuqiao.routes.ledger.PreparedTransfer.SuspectedResidue;
import org.shuqiao.routes.ledger.Settlement.Manifest;
import org.shuqiao.routes.ledger.Settlement.VerifiedReceipt;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A ledger on a real database with one platform and one agreement in force before each test. After each test it holds every
 * change of state that a statement of the ledger has made to {@link TransferState}.
 */
final class LedgerWorld implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    static final String CENTER = "91370212MA3C000039";
    static final String DATASET = "activity";
    static final String PLATFORM = "qingdao";
    static final String AGREEMENT = "A1";
    static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));
    /** One hit, in a free text. */
    static final String HITS =
            """
            [{"kind":"MOBILE","path":"/HDMC","source":"/title","offset":9,"length":11,"redactable":true,"beside":false}]
            """;

    static final String FINDING = "ab".repeat(32);

    static final int TRIED_ONE_BY_ONE_FROM = Ledger.CIRCUIT.failures();

    /** Of a platform that takes any number of transfers in one call. */
    static final CallPlan CALLS = (transfers, rows) -> IntStream.iterate(
                    0, from -> from < transfers.size(), from -> from + Math.min(rows, transfers.size() - from))
            .mapToObj(from -> transfers.subList(from, from + Math.min(rows, transfers.size() - from)))
            .toList();

    private final SecureRandom random = new SecureRandom();
    private final Uuid7 ids = new Uuid7(Clock.systemUTC(), random);
    private TestDatabase database;
    private Ledger ledger;

    @Override
    public void beforeAll(ExtensionContext context) {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", TIMES, TestDatabase.leaves());
        jdbc().execute(
                        """
                        CREATE TABLE state_change (old_state text, new_state text);
                        CREATE FUNCTION write_state_change() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF TG_OP = 'INSERT' THEN
                                INSERT INTO state_change VALUES ('PENDING', NEW.state);
                            ELSIF OLD.state <> NEW.state THEN
                                INSERT INTO state_change VALUES (OLD.state, NEW.state);
                            END IF;
                            RETURN NULL;
                        END $$;
                        CREATE TRIGGER state_change AFTER INSERT OR UPDATE ON transfer
                            FOR EACH ROW EXECUTE FUNCTION write_state_change();
                        """);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        database.clear();
        jdbc().execute("DELETE FROM state_change");
        ledger.operations().register(List.of(PLATFORM));
        TwoOfficers.enrol(jdbc());
        activate(AGREEMENT, 1);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(stateChanges()).allSatisfy(change -> assertThat(change.from().exits())
                .as("exits of %s", change.from())
                .contains(change.to()));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        database.close();
    }

    record StateChange(TransferState from, TransferState to) {}

    /** Every kind of change that was made; a row that is born counts as having been PENDING. */
    List<StateChange> stateChanges() {
        return jdbc().query(
                        "SELECT DISTINCT old_state, new_state FROM state_change WHERE NOT (old_state = 'PENDING' AND new_state = 'PENDING')",
                        (row, n) -> new StateChange(
                                TransferState.valueOf(row.getString(1)), TransferState.valueOf(row.getString(2))));
    }

    TestDatabase database() {
        return database;
    }

    JdbcTemplate jdbc() {
        return database.jdbc();
    }

    Ledger ledger() {
        return ledger;
    }

    UUID newId() {
        return ids.next();
    }

    <R> R inTransaction(Function<Ledger, R> work) {
        return ledger.transaction().execute(status -> work.apply(ledger));
    }

    // Agreements

    boolean activate(String id, int version) {
        String newest = ledger.agreements().all().stream()
                .filter(known -> known.id().equals(id))
                .max(Comparator.comparing(StoredAgreement::version))
                .map(known -> HexFormat.of().formatHex(known.hash()))
                .orElse(null);
        return activate(id, version, newest);
    }

    boolean activate(String id, int version, String prev) {
        try {
            TwoOfficers.putInForce(ledger, agreement(id, version), prev);
            return true;
        } catch (Failure refused) {
            return false;
        }
    }

    static StoredAgreement agreement(String id, int version) {
        byte[] document = "{}".getBytes(StandardCharsets.UTF_8);
        return new StoredAgreement(
                id,
                version,
                AgreementState.ACTIVE,
                CENTER,
                PLATFORM,
                Instant.parse("2020-01-01T00:00:00Z"),
                Instant.parse("2100-01-01T00:00:00Z"),
                Sm3.digest(document),
                document);
    }

    void change(AgreementState from, AgreementState to) {
        assertThat(ledger.agreements().change(AGREEMENT, from, to, "officer", "test"))
                .isPresent();
    }

    // Submissions

    NewSubmission submission(String recordId, long version) {
        return submission(recordId, version, "{\"version\":" + version + "}", null);
    }

    NewSubmission submission(String recordId, long version, String body, String idempotencyKey) {
        return submission(recordId, version, body, idempotencyKey, null);
    }

    /** @param file SM3 of the attachment that it names */
    NewSubmission naming(String recordId, long version, String file) {
        return submission(recordId, version, "{\"version\":" + version + "}", null, file);
    }

    private NewSubmission submission(String recordId, long version, String body, String idempotencyKey, String file) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] salt = new byte[32];
        random.nextBytes(salt);
        return new NewSubmission(
                newId(),
                CENTER,
                DATASET,
                recordId,
                version,
                Instant.now(),
                salt,
                bytes,
                Sm3.digest(bytes),
                Sm3.digest(("record " + recordId + " " + version).getBytes(StandardCharsets.UTF_8)),
                idempotencyKey == null
                        ? null
                        : Sm3.digest(("idempotency " + idempotencyKey).getBytes(StandardCharsets.UTF_8)),
                null,
                file,
                null);
    }

    List<Intake> store(NewSubmission... rows) {
        return inTransaction(l -> l.submissions().store(Arrays.asList(rows)));
    }

    UUID stored(String recordId, long version) {
        NewSubmission row = submission(recordId, version);
        assertThat(store(row)).containsExactly(new Intake.Stored(row.id()));
        return row.id();
    }

    // Preparing

    Preparation claimed(String recordId, long version) {
        return claimed(stored(recordId, version));
    }

    Preparation claimed(UUID submission) {
        List<Preparation> claimed = ledger.preparations().claimSubmissions(List.of(submission));
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    Preparation claimedAgain(UUID transfer) {
        List<Preparation> claimed = ledger.preparations().claimPendingTransfers(List.of(transfer));
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    PreparedTransfer ready(Preparation preparation) {
        return ready(preparation, newId());
    }

    PreparedTransfer ready(Preparation preparation, UUID leafId) {
        UUID transfer = transferOf(preparation);
        byte[] payload = ("{\"transfer\":\"" + transfer + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] statement = ("statement of " + transfer).getBytes(StandardCharsets.UTF_8);
        byte[] signature = {1, 2, 3};
        LogLeaf leaf = LogLeaf.transfer(transfer, statement, signature);
        SignedContent content = new SignedContent(
                payload,
                "application/json",
                statement,
                signature,
                "PEM".getBytes(StandardCharsets.US_ASCII),
                leafId,
                leaf.bytes(),
                leaf.hash());
        return verdict(preparation, transfer, TransferState.READY, null, content, null);
    }

    PreparedTransfer stopped(Preparation preparation, TransferState state, ReasonCode reason) {
        return verdict(preparation, transferOf(preparation), state, reason, null, null);
    }

    PreparedTransfer quarantined(Preparation preparation, String payload) {
        return quarantined(preparation, payload, HITS, FINDING);
    }

    PreparedTransfer quarantined(Preparation preparation, String payload, String hits, String finding) {
        SuspectedResidue residue = new SuspectedResidue(
                Sm3.digest(payload.getBytes(StandardCharsets.UTF_8)),
                hits,
                "[{\"excerpt\":\"请拨打【手机号】\",\"finding\":\"" + finding + "\"}]");
        return verdict(
                preparation, transferOf(preparation), TransferState.QUARANTINED, ReasonCode.RESIDUE, null, residue);
    }

    private UUID transferOf(Preparation preparation) {
        return preparation.transfer() == null ? newId() : preparation.transfer().id();
    }

    /** As if everything that is in force now had been known, and the newest version of the agreement had permitted it. */
    String decision(String center) {
        return jdbc().queryForObject(
                        """
                        SELECT jsonb_build_object(
                            'inForce', coalesce(jsonb_agg(one) FILTER (WHERE state = 'ACTIVE'), '[]'),
                            'agreements', coalesce(jsonb_path_query_array(jsonb_agg(one ORDER BY version DESC)
                                FILTER (WHERE id = ?), '$[0]'), '[]'))
                        FROM (SELECT *, jsonb_build_object('id', id, 'version', version, 'hash', encode(hash, 'hex')) AS one
                              FROM agreement WHERE center = ?) a
                        """,
                        String.class,
                        AGREEMENT,
                        center);
    }

    private PreparedTransfer verdict(
            Preparation preparation,
            UUID transfer,
            TransferState state,
            ReasonCode reason,
            SignedContent content,
            SuspectedResidue residue) {
        return new PreparedTransfer(
                transfer,
                preparation,
                PLATFORM,
                state,
                reason,
                AGREEMENT,
                1,
                decision(preparation.center()),
                content,
                residue,
                null);
    }

    /** @return what is READY now */
    List<PreparedTransfer> commit(PreparedTransfer... verdicts) {
        List<Verdict> each = Arrays.stream(verdicts)
                .map(v -> new Verdict(v.preparation(), List.of(v)))
                .toList();
        return inTransaction(l -> l.prepared().commit(each)).stream()
                .flatMap(List::stream)
                .toList();
    }

    UUID committed(PreparedTransfer verdict) {
        commit(verdict);
        return verdict.id();
    }

    /** A transfer that is READY under version 1 of the agreement, unless a newer one is in its lane. */
    UUID prepared(String recordId, long version) {
        return committed(ready(claimed(recordId, version)));
    }

    // Delivering

    List<ClaimedTransfer> claim(UUID... transfers) {
        return calls(ledger, transfers).stream().flatMap(List::stream).toList();
    }

    /** What one gateway may send in one call each. */
    static List<List<ClaimedTransfer>> calls(Ledger gateway, UUID... transfers) {
        return gateway.deliveries().claim(PLATFORM, Arrays.asList(transfers), TRIED_ONE_BY_ONE_FROM, CALLS);
    }

    ClaimedTransfer sending(UUID transfer) {
        List<ClaimedTransfer> claimed = claim(transfer);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    ClaimedTransfer sending(String recordId, long version) {
        return sending(prepared(recordId, version));
    }

    List<Boolean> settle(Settlement... outcomes) {
        return inTransaction(l -> l.settlements().settle(Arrays.asList(outcomes)));
    }

    static Settlement receivedBy(ClaimedTransfer transfer) {
        return outcome(
                transfer,
                TransferState.STORED,
                null,
                Duration.ZERO,
                false,
                new VerifiedReceipt(
                        "R-" + transfer.id(),
                        "STORED",
                        new byte[] {1},
                        new byte[] {2},
                        "1234567812345678",
                        new byte[] {3},
                        null));
    }

    static Settlement sendAgain(ClaimedTransfer transfer, Duration rest) {
        return outcome(transfer, TransferState.READY, ReasonCode.PLATFORM_RETRY, rest, true, null);
    }

    static Settlement unknown(ClaimedTransfer transfer) {
        return outcome(transfer, TransferState.UNKNOWN, ReasonCode.NO_ANSWER, Duration.ZERO, false, null);
    }

    static Settlement ended(ClaimedTransfer transfer, TransferState state) {
        return outcome(transfer, state, ReasonCode.PLATFORM_REJECT, Duration.ZERO, false, null);
    }

    private static Settlement outcome(
            ClaimedTransfer transfer,
            TransferState state,
            ReasonCode reason,
            Duration rest,
            boolean platformFailed,
            VerifiedReceipt receipt) {
        return new Settlement(
                transfer.id(),
                transfer.attempt(),
                transfer.platform(),
                state,
                reason,
                rest,
                platformFailed,
                new Manifest(
                        Sm3.digest((transfer.id() + " " + transfer.attempt()).getBytes(StandardCharsets.UTF_8)),
                        List.of(Sm3.digest(transfer.payload())),
                        "0"),
                receipt);
    }

    // What became of them

    TransferState state(UUID transfer) {
        return TransferState.valueOf(
                jdbc().queryForObject("SELECT state FROM transfer WHERE id = ?", String.class, transfer));
    }

    String reason(UUID transfer) {
        return jdbc().queryForObject("SELECT reason FROM transfer WHERE id = ?", String.class, transfer);
    }

    boolean isAwake(UUID transfer) {
        return jdbc().queryForObject("SELECT wake_at <= now() FROM transfer WHERE id = ?", Boolean.class, transfer);
    }

    int rows(String table) {
        return jdbc().queryForObject("SELECT count(*)::int FROM " + table, Integer.class);
    }

    /** Leaves of the log of one type. */
    int leaves(String type) {
        return jdbc().queryForObject("SELECT count(*)::int FROM log_leaf WHERE type = ?", Integer.class, type);
    }

    // Time, which is the database's

    /** The rest of every transfer and submission is over; leases go on. */
    void letRestsEnd() {
        jdbc().update("UPDATE transfer SET due_at = least(due_at, now()), wake_at = now()");
        jdbc().update("UPDATE submission SET wake_at = now()");
    }

    /** Every lease has run out. */
    void letLeasesEnd() {
        jdbc().update("UPDATE transfer SET wake_at = now(), lease_until = now() - interval '1 second'"
                + " WHERE lease_until IS NOT NULL");
        jdbc().update("UPDATE submission SET wake_at = now(), lease_until = now() - interval '1 second'"
                + " WHERE lease_until IS NOT NULL");
    }

    void letCircuitRestEnd() {
        jdbc().update("UPDATE platform SET circuit_open_until = now() WHERE circuit_open_until > now()");
    }

    /** How many connections to this database wait for a lock of another one now; a lock on a transaction names no database. */
    int waitingForLocks() {
        return jdbc().queryForObject(
                        """
                        SELECT count(*)::int FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE NOT granted AND datname = current_database()
                        """,
                        Integer.class);
    }

    /** In a thread of its own: a shared pool may have only one, and what is to meet would wait for each other. */
    static <T> CompletableFuture<T> atOnce(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
    }
}
