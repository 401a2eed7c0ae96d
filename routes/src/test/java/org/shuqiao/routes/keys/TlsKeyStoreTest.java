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
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.TlsIdentity;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.StoredKey.State;
import org.shuqiao.routes.ledger.Uuid7;

/** The life of the key that HTTPS shows: any authority may certify it, and nothing else of the gateway hangs on it. */
class TlsKeyStoreTest {
    private static final String GATEWAY = "gateway-1";
    private static final String OFFICER = TestKeys.OFFICER;
    private static final List<String> NAMES = List.of("gateway.example", "10.0.0.1");
    private static final Duration VALID_FOR = Duration.ofDays(90);

    @TempDir
    static Path home;

    private static TestDatabase database;
    private static DevelopmentAuthority authority;

    private final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private PublicAuthority web;
    private KeyStore store;
    private KeyOffice office;
    private TestKeys keys;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.fresh();
        authority = DevelopmentAuthority.openOrCreate(home, Clock.systemUTC(), new SecureRandom());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @BeforeEach
    void emptyLedger() throws Exception {
        database.clear();
        Duration any = Duration.ofSeconds(1);
        Leaves leaves = new Leaves(new Uuid7(clock, new SecureRandom()), LogHash.SM3, clock);
        keys = new TestKeys(
                new Ledger(database.dataSource(), GATEWAY, new Ledger.Times(any, any, any), leaves), authority, clock);
        store = keys.open(GATEWAY);
        office = keys.office(store);
        web = new PublicAuthority(clock);
    }

    @Test
    void showsWhatAnAuthorityOfTheWebHasCertifiedOnceItIsActive() throws Exception {
        StoredKey generated = office.generate(Role.TLS, GATEWAY, OFFICER);
        assertThat(generated.kind()).isEqualTo(Kind.EC);
        byte[] chain = web.certify(office.csr(generated.id(), NAMES), VALID_FOR);
        office.certify(generated.id(), chain, OFFICER);
        assertThat(store.tls()).isEmpty();

        office.activate(generated.id(), clock.instant(), OFFICER);

        assertThat(store.tls()).map(TlsIdentity::chain).hasValue(CertificateChain.parse(chain));
        assertThat(events()).containsExactlyInAnyOrder("generate", "certify", "activate");
    }

    @Test
    void keepsAKeyToItsGatewayAndOtherRolesToThemselves() throws Exception {
        keys.openWithAll(GATEWAY);

        activate(GATEWAY, clock.instant());

        assertThat(keys.open(GATEWAY).tls()).isPresent();
        assertThat(keys.open("gateway-2").tls()).isEmpty();
        assertThat(keys.open(GATEWAY).missing()).isEmpty();
        assertThat(keys.open("gateway-2").missing()).containsExactly(Role.STATEMENT);
    }

    @Test
    void changesToTheNextKeyWhenItsTimeHasComeAndBackWhenThatIsRetired() throws Exception {
        activate(GATEWAY, clock.instant());
        CertificateChain first = store.tls().orElseThrow().chain();
        UUID second = activate(GATEWAY, clock.instant().plus(Duration.ofHours(1)));
        assertThat(store.tls()).map(TlsIdentity::chain).hasValue(first);

        clock.advance(Duration.ofHours(1));
        store.refresh();

        assertThat(store.tls().orElseThrow().chain()).isNotEqualTo(first);
        office.retire(second, "test", OFFICER);
        assertThat(store.tls()).map(TlsIdentity::chain).hasValue(first);
    }

    @Test
    void showsACertificateThatHasEndedUntilItIsRetiredAndWarnsBefore() throws Exception {
        ExpiryWarnings warnings = new ExpiryWarnings(store, clock);
        UUID id = activate(GATEWAY, clock.instant(), Duration.ofDays(5));

        store.refresh();
        assertThat(warnings.near()).extracting(ExpiryWarnings.Near::role).containsExactly(Role.TLS);
        clock.advance(Duration.ofDays(6));
        store.refresh();

        assertThat(store.tls()).isPresent();
        office.retire(id, "ended", OFFICER);
        assertThat(store.tls()).isEmpty();
        assertThat(warnings.near()).isEmpty();
    }

    @Test
    void showsNoKeyThatOthersMayHaveAndRecallsNoStatementForIt() throws Exception {
        UUID id = activate(GATEWAY, clock.instant());

        office.compromised(id, clock.instant(), "found in a drawer", OFFICER);

        assertThat(store.tls()).isEmpty();
        assertThat(store.compromised())
                .as("whom readers of evidence must not believe")
                .isEmpty();
        assertThat(database.jdbc().queryForObject("SELECT count(*) FROM signing_chain", Integer.class))
                .isZero();
    }

    @Test
    void usesNoRowThatWasMovedToAnotherGatewayInTheDatabase() throws Exception {
        activate(GATEWAY, clock.instant());

        database.jdbc().update("UPDATE key_store SET owner = 'gateway-2'");

        assertThat(keys.open("gateway-2").tls()).isEmpty();
    }

    @Test
    void refusesNamesThatAreNoneAndNamesWhereNoneBelong() {
        UUID tls = office.generate(Role.TLS, GATEWAY, OFFICER).id();
        UUID statement = office.generate(Role.STATEMENT, GATEWAY, OFFICER).id();

        assertThat(refused(FailureCode.BAD_REQUEST, () -> office.csr(tls, List.of())))
                .containsEntry("member", "name");
        refused(FailureCode.BAD_REQUEST, () -> office.csr(tls, List.of("no name")));
        refused(FailureCode.BAD_REQUEST, () -> office.csr(statement, NAMES));
        refused(FailureCode.WRONG_STATE, () -> office.activate(tls, clock.instant(), OFFICER));
    }

    @Test
    void refusesCertificatesThatClientsWouldRefuse() throws Exception {
        UUID id = office.generate(Role.TLS, GATEWAY, OFFICER).id();
        UUID other = office.generate(Role.TLS, GATEWAY, OFFICER).id();
        byte[] fit = web.certify(office.csr(id, NAMES), VALID_FOR);
        byte[] otherKey = web.certify(office.csr(other, NAMES), VALID_FOR);

        assertThat(chainRefused(id, otherKey)).isEqualTo("OTHER_KEY");
        assertThat(chainRefused(id, "no chain".getBytes(UTF_8))).isEqualTo("MALFORMED");
        clock.advance(VALID_FOR.plusDays(1));
        assertThat(chainRefused(id, fit)).isEqualTo("EXPIRED");
        assertThat(store.keys()).extracting(StoredKey::state).containsOnly(State.GENERATED);
    }

    private UUID activate(String gateway, Instant at) throws Exception {
        return activate(gateway, at, VALID_FOR);
    }

    private UUID activate(String gateway, Instant at, Duration validFor) throws Exception {
        UUID id = office.generate(Role.TLS, gateway, OFFICER).id();
        office.certify(id, web.certify(office.csr(id, NAMES), validFor), OFFICER);
        office.activate(id, at, OFFICER);
        return id;
    }

    private String chainRefused(UUID id, byte[] pem) {
        return String.valueOf(refused(FailureCode.KEY_CHAIN_REFUSED, () -> office.certify(id, pem, OFFICER))
                .get("reason"));
    }

    private static Map<String, Object> refused(FailureCode code, ThrowingCallable call) {
        Failure[] failure = new Failure[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(Failure.class, f -> failure[0] = f);
        assertThat(failure[0].code()).isEqualTo(code);
        return failure[0].facts();
    }

    private static List<String> events() {
        return database.jdbc()
                .queryForList(
                        "SELECT convert_from(leaf, 'UTF8')::json ->> 'event' FROM log_leaf WHERE type = 'key-event'",
                        String.class);
    }
}
