package org.shuqiao.routes.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.UncertifiedKey;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.StoredKey.State;
import org.shuqiao.routes.ledger.Uuid7;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What may be done with a key in which state, and that the log says so. */
class KeyOfficeTest {
    private static final String GATEWAY = "gateway-1";
    private static final String OFFICER = TestKeys.OFFICER;
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    static Path home;

    @TempDir
    static Path elsewhere;

    private static TestDatabase database;
    private static DevelopmentAuthority authority;

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final SettableClock clock = new SettableClock(begin);
    private TestKeys keys;
    private KeyStore store;
    private KeyOffice office;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.fresh();
        authority = DevelopmentAuthority.openOrCreate(home, Clock.systemUTC(), RANDOM);
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void emptyLedger() {
        database.clear();
        Duration any = Duration.ofSeconds(1);
        Leaves leaves = new Leaves(new Uuid7(clock, RANDOM), LogHash.SM3, clock);
        keys = new TestKeys(
                new Ledger(database.dataSource(), GATEWAY, new Ledger.Times(any, any, any), leaves), authority, clock);
        store = keys.open(GATEWAY);
        office = keys.office(store);
    }

    @Test
    void writesEveryActionToTheLog() {
        UUID id = keys.rotate(store, Role.STATEMENT, GATEWAY);
        office.retire(id, "rotated", OFFICER);
        office.compromised(id, begin, "found in a drawer", OFFICER);

        List<JsonNode> events = database
                .jdbc()
                .queryForList("SELECT leaf FROM log_leaf WHERE type = 'key-event' ORDER BY id", byte[].class)
                .stream()
                .map(leaf -> JsonMapper.shared().readTree(leaf))
                .toList();
        assertThat(events.stream().map(event -> event.path("event").asString("")))
                .containsExactlyInAnyOrder("generate", "certify", "activate", "retire", "compromise");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("keyId").asString("")).isEqualTo(id.toString());
            assertThat(event.path("role").asString("")).isEqualTo("STATEMENT");
            assertThat(event.path("actor").asString("")).isEqualTo(OFFICER);
        });
    }

    @Test
    void refusesWhatDoesNotFitTheState() {
        UUID generated = office.generate(Role.STATEMENT, GATEWAY, OFFICER).id();
        UUID active = keys.rotate(store, Role.STATEMENT, GATEWAY);
        UUID ended = keys.rotate(store, Role.STATEMENT, GATEWAY);
        office.compromised(ended, begin, "test", OFFICER);

        refused(FailureCode.WRONG_STATE, () -> office.activate(generated, begin, OFFICER));
        refused(FailureCode.WRONG_STATE, () -> office.csr(active, List.of()));
        refused(FailureCode.WRONG_STATE, () -> office.activate(active, begin, OFFICER));
        refused(FailureCode.WRONG_STATE, () -> office.retire(ended, "again", OFFICER));
        refused(FailureCode.WRONG_STATE, () -> office.compromised(ended, begin, "again", OFFICER));
        refused(FailureCode.NOT_FOUND, () -> office.csr(UUID.randomUUID(), List.of()));
        refused(FailureCode.BAD_REQUEST, () -> office.compromised(active, begin.plusSeconds(1), "later", OFFICER));
    }

    @Test
    void refusesACertificateOfAnotherKeyAndOneThatNobodyTrusts() throws Exception {
        UUID id = office.generate(Role.STATEMENT, GATEWAY, OFFICER).id();
        byte[] otherKey = authority
                .certify(UncertifiedKey.generate(RANDOM).csr("other", RANDOM))
                .pem();
        byte[] otherAuthority = DevelopmentAuthority.openOrCreate(elsewhere, clock, RANDOM)
                .certify(office.csr(id, List.of()))
                .pem();

        assertThat(chainRefused(id, otherKey)).isEqualTo("OTHER_KEY");
        assertThat(chainRefused(id, otherAuthority)).isEqualTo("UNTRUSTED");
        assertThat(chainRefused(id, "no chain".getBytes(UTF_8))).isEqualTo("MALFORMED");
        assertThat(store.keys()).extracting(StoredKey::state).containsExactly(State.GENERATED);
    }

    @Test
    void activatesNothingOutsideTheTimeOfItsCertificate() {
        UUID id = keys.certified(store, Role.STATEMENT, GATEWAY);

        refused(FailureCode.KEY_CHAIN_REFUSED, () -> office.activate(id, begin.plus(Duration.ofDays(4_000)), OFFICER));
        assertThat(office.activate(id, Instant.EPOCH, OFFICER).activateAt()).isEqualTo(begin);
    }

    @Test
    void showsNoPrivateBytesInAnyText() {
        UUID id = office.generate(Role.STATEMENT, GATEWAY, OFFICER).id();
        office.handIn("qingdao", "agreed-secret".getBytes(UTF_8), OFFICER);

        assertThat(store.keys().toString()).contains(id.toString()).doesNotContain("agreed-secret", "[B@");
        assertThat(database.jdbc().queryForList("SELECT encode(sealed, 'escape') FROM key_store", String.class))
                .noneMatch(stored -> stored.contains("agreed-secret"));
    }

    private String chainRefused(UUID id, byte[] pem) {
        Failure failure = refused(FailureCode.KEY_CHAIN_REFUSED, () -> office.certify(id, pem, OFFICER));
        return String.valueOf(failure.facts().get("reason"));
    }

    private static Failure refused(FailureCode code, ThrowingCallable call) {
        Failure[] failure = new Failure[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, f -> {
            assertThat(f.code()).isEqualTo(code);
            failure[0] = f;
        });
        return failure[0];
    }
}
