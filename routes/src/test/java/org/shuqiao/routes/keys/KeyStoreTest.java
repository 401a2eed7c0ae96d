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
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Ff1;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.UncertifiedKey;
import org.shuqiao.certs.log.LogHash;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Leaves;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.StoredKey.State;
import org.shuqiao.routes.ledger.Uuid7;

/** Keys on a real database, seen by one gateway and by two. */
class KeyStoreTest {
    private static final byte[] MESSAGE = "message".getBytes(UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    static Path home;

    private static TestDatabase database;
    private static DevelopmentAuthority authority;

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final SettableClock clock = new SettableClock(begin);
    private TestKeys keys;
    private KeyStore store;

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
                new Ledger(database.dataSource(), "gateway-1", new Ledger.Times(any, any, any), leaves),
                authority,
                clock);
        store = keys.open("gateway-1");
    }

    @Test
    void signsNothingWithoutAKey() {
        assertThat(store.missing()).containsExactly(Role.STATEMENT, Role.LOG, Role.MASKING);
        Signer statement = store.statement();

        assertThatThrownBy(() -> statement.sign(MESSAGE))
                .isInstanceOf(KeyUnavailable.class)
                .hasMessageContaining("STATEMENT");
        assertThatThrownBy(() -> store.log().pinned()).isInstanceOf(KeyUnavailable.class);
        assertThatThrownBy(() -> store.masking().of("qingdao", 2026)).isInstanceOf(KeyUnavailable.class);
        assertThatThrownBy(() -> store.callSecret("qingdao")).isInstanceOf(KeyUnavailable.class);
    }

    @Test
    void signsOnceAKeyIsCertifiedAndActive() throws Exception {
        Signer statement = store.statement();
        UUID id = keys.certified(store, Role.STATEMENT, "gateway-1");
        assertThat(store.missing()).contains(Role.STATEMENT);

        keys.office(store).activate(id, clock.instant(), TestKeys.OFFICER);

        assertThat(store.missing()).doesNotContain(Role.STATEMENT);
        verifies(statement);
    }

    @Test
    void changesToTheNextKeyWhenItsTimeHasComeAndBackToNone() {
        keys.rotate(store, Role.STATEMENT, "gateway-1");
        Signer statement = store.statement();
        Signer first = statement.pinned();
        UUID second =
                keys.rotate(store, Role.STATEMENT, "gateway-1", clock.instant().plus(Duration.ofHours(1)));
        assertThat(statement.pinned()).isEqualTo(first);

        clock.advance(Duration.ofHours(1));
        store.refresh();

        assertThat(statement.chain()).isNotEqualTo(first.chain());
        keys.office(store).retire(second, "test", TestKeys.OFFICER);
        assertThat(statement.chain()).isEqualTo(first.chain());
    }

    @Test
    void keepsAPinnedSignerToItsKey() throws Exception {
        keys.rotate(store, Role.STATEMENT, "gateway-1");
        Signer pinned = store.statement().pinned();

        keys.rotate(store, Role.STATEMENT, "gateway-1");

        verifies(pinned);
        assertThat(store.statement().chain()).isNotEqualTo(pinned.chain());
    }

    @Test
    void usesNoKeyAfterTheEndOfItsCertificate() {
        keys.rotate(store, Role.STATEMENT, "gateway-1");

        clock.advance(Duration.ofDays(3_651));
        store.refresh();

        assertThat(store.missing()).contains(Role.STATEMENT);
    }

    @Test
    void givesEachGatewayItsOwnStatementKeyAndSharesTheOthers() {
        KeyStore one = keys.openWithAll("gateway-1");
        KeyStore two = keys.open("gateway-2");

        assertThat(two.missing()).containsExactly(Role.STATEMENT);
        keys.rotate(two, Role.STATEMENT, "gateway-2");
        one.refresh();
        assertThat(two.statement().chain()).isNotEqualTo(one.statement().chain());
        assertThat(two.log().chain()).isEqualTo(one.log().chain());
        assertThat(two.masking().of("qingdao", 2026).hmacSm3(MESSAGE))
                .isEqualTo(one.masking().of("qingdao", 2026).hmacSm3(MESSAGE));
    }

    @Test
    void importsOneKeyWhereTwoGatewaysDoSoAtOnce() throws Exception {
        ExecutorService gateways = Executors.newFixedThreadPool(4);
        List<KeyStore> stores =
                IntStream.range(0, 4).mapToObj(i -> keys.open("gateway-" + i)).toList();
        List<Callable<Void>> imports = stores.stream()
                .<Callable<Void>>map(each -> () -> {
                    keys.office(each)
                            .importFirst(
                                    Role.MASKING,
                                    "",
                                    UUID.randomUUID().toString().getBytes(UTF_8));
                    UncertifiedKey key = UncertifiedKey.generate(RANDOM);
                    keys.office(each).importFirst(Role.LOG, "", key, authority.certify(key.csr("log", RANDOM)));
                    return null;
                })
                .toList();

        for (Future<Void> done : gateways.invokeAll(imports)) {
            done.get();
        }
        gateways.shutdown();

        assertThat(keys.ledger().all()).extracting(StoredKey::role).containsExactlyInAnyOrder(Role.MASKING, Role.LOG);
        stores.forEach(KeyStore::refresh);
        assertThat(stores.stream().map(each -> each.log().chain()).distinct()).hasSize(1);
        assertThat(stores.stream()
                        .map(each ->
                                Arrays.hashCode(each.masking().of("x", 2026).hmacSm3(MESSAGE)))
                        .distinct())
                .hasSize(1);
        assertThat(events()).hasSize(2);
    }

    @Test
    void neverReplacesAKeyThatWasThereBefore() {
        KeyOffice office = keys.office(store);
        office.importFirst(Role.MASKING, "", "old".getBytes(UTF_8));
        office.retire(store.keys().get(0).id(), "test", TestKeys.OFFICER);

        office.importFirst(Role.MASKING, "", "new".getBytes(UTF_8));

        assertThat(store.missing()).contains(Role.MASKING);
        assertThat(store.keys()).extracting(StoredKey::state).containsExactly(State.RETIRED);
    }

    @Test
    void refusesAnotherMasterKeyAndChangesNothing() {
        keys.openWithAll("gateway-1");
        List<String> before = rows();

        assertThatThrownBy(() -> keys.open("gateway-1", TestKeys.randomMaster()))
                .isInstanceOf(WrongMasterKey.class)
                .hasMessageContaining("another master key");
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void refusesTheMasterKeyOfASecondGatewayAlsoBeforeTheFirstKey() {
        assertThatThrownBy(() -> keys.open("gateway-2", TestKeys.randomMaster()))
                .isInstanceOf(WrongMasterKey.class);
    }

    @Test
    void usesNoRowThatWasChangedOrMovedInTheDatabase() {
        keys.rotate(store, Role.STATEMENT, "gateway-1");
        keys.rotate(store, Role.STATEMENT, "gateway-2");

        database.jdbc()
                .update(
                        """
                        UPDATE key_store k SET sealed = o.sealed, chain = o.chain FROM key_store o
                        WHERE k.owner = 'gateway-1' AND o.owner = 'gateway-2'
                        """);

        assertThat(keys.open("gateway-1").missing()).contains(Role.STATEMENT);
        assertThat(keys.open("gateway-2").missing()).doesNotContain(Role.STATEMENT);
    }

    @Test
    void countsTheVersionsOfMaskingKeysAndDerivesEachConsumerItsOwn() {
        keys.office(store).importFirst(Role.MASKING, "", "from the old file".getBytes(UTF_8));
        HmacSm3 old = new HmacSm3("from the old file".getBytes(UTF_8));
        int year = ChinaTime.year(begin);
        MaskingKey first = store.masking().of("qingdao", year);

        assertThat(first.version()).isEqualTo("1");
        assertThat(first.hmacSm3(MESSAGE))
                .isEqualTo(new HmacSm3(old.mac("masking/1/qingdao".getBytes(UTF_8))).mac(MESSAGE))
                .isNotEqualTo(store.masking().of("jinan", year).hmacSm3(MESSAGE));
        byte[] encrypting = Arrays.copyOf(old.mac("fpe/1/qingdao".getBytes(UTF_8)), Ff1.KEY_BYTES);
        assertThat(first.encryptDigits("00138000", MESSAGE))
                .isEqualTo(new Ff1(encrypting).encrypt("00138000", MESSAGE))
                .isNotEqualTo(store.masking().of("jinan", year).encryptDigits("00138000", MESSAGE));
    }

    @Test
    void keepsTheMaskingKeyOfAYearWhenTheNextYearGetsAnother() {
        keys.office(store).importFirst(Role.MASKING, "", "first".getBytes(UTF_8));
        int year = ChinaTime.year(begin);
        byte[] before = store.masking().of("qingdao", year).hmacSm3(MESSAGE);

        UUID next = keys.rotate(store, Role.MASKING, "");

        assertThat(store.masking().of("qingdao", year).hmacSm3(MESSAGE)).isEqualTo(before);
        assertThat(store.masking().of("qingdao", year - 3).version()).isEqualTo("1");
        assertThat(store.masking().of("qingdao", 0).version()).isEqualTo("1");
        assertThat(store.masking().of("qingdao", year + 1).version()).isEqualTo("2");
        assertThat(store.masking().of("qingdao", year + 7).hmacSm3(MESSAGE)).isNotEqualTo(before);
        assertThat(store.keys())
                .filteredOn(key -> key.id().equals(next))
                .first()
                .satisfies(key -> assertThat(key.fromYear()).isEqualTo(year + 1));
        keys.office(store).retire(next, "test", TestKeys.OFFICER);
        assertThat(store.masking().of("qingdao", year + 1).version()).isEqualTo("1");
    }

    @Test
    void usesTheNextMaskingKeyForAYearWhoseOwnHasEnded() {
        keys.office(store).importFirst(Role.MASKING, "", "first".getBytes(UTF_8));
        UUID first = store.keys().get(0).id();
        keys.rotate(store, Role.MASKING, "");

        keys.office(store).compromised(first, begin, "found in a drawer", TestKeys.OFFICER);

        assertThat(store.masking().of("qingdao", ChinaTime.year(begin)).version())
                .isEqualTo("2");
        assertThat(store.missing()).doesNotContain(Role.MASKING);
    }

    @Test
    void refusesAnotherMaskingKeyForAYearThatHasBegun() {
        KeyOffice office = keys.office(store);
        int year = ChinaTime.year(begin);
        UUID first = keys.certified(store, Role.MASKING, "");
        office.activateMasking(first, begin, year, TestKeys.OFFICER);
        UUID second = keys.certified(store, Role.MASKING, "");

        assertThatThrownBy(() -> office.activateMasking(second, begin, year, TestKeys.OFFICER))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.KEY_PERIOD);
                    assertThat(failure.facts()).containsEntry("begun", year);
                });
        Instant inAYear = begin.plus(Duration.ofDays(366));
        assertThatThrownBy(() -> office.activateMasking(second, inAYear, year + 1, TestKeys.OFFICER))
                .isInstanceOf(Failure.class);
        office.compromised(first, begin, "found in a drawer", TestKeys.OFFICER);
        assertThat(store.missing()).contains(Role.MASKING);
        office.activateMasking(second, begin, year, TestKeys.OFFICER);
        assertThat(store.masking().of("qingdao", year).version()).isEqualTo("2");
    }

    @Test
    void aMaskingKeyThatIsOnlyScheduledKeepsNoOtherFromTheYearThatHasBegun() {
        KeyOffice office = keys.office(store);
        int year = ChinaTime.year(begin);
        UUID scheduled = keys.certified(store, Role.MASKING, "");
        office.activateMasking(scheduled, Instant.now().plus(Duration.ofDays(400)), year + 2, TestKeys.OFFICER);
        UUID now = keys.certified(store, Role.MASKING, "");

        office.activateMasking(now, begin, year, TestKeys.OFFICER);

        assertThat(store.masking().of("qingdao", year).version()).isEqualTo("2");
    }

    @Test
    void refusesAYearForOtherKeysAndNoneForMaskingKeys() {
        KeyOffice office = keys.office(store);
        UUID masking = keys.certified(store, Role.MASKING, "");
        UUID log = keys.certified(store, Role.LOG, "");

        for (ThrowingCallable wrong : List.<ThrowingCallable>of(
                () -> office.activate(masking, begin, TestKeys.OFFICER),
                () -> office.activateMasking(log, begin, 2030, TestKeys.OFFICER),
                () -> office.activateMasking(masking, begin, 1899, TestKeys.OFFICER),
                () -> office.activateMasking(masking, begin, 10_000, TestKeys.OFFICER))) {
            assertThatThrownBy(wrong).isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                    .isEqualTo(FailureCode.BAD_REQUEST));
        }
        assertThat(store.missing()).contains(Role.MASKING, Role.LOG);
    }

    @Test
    void masksNothingWithAnotherKeyWhereTheRightOneDoesNotOpen() {
        keys.office(store).importFirst(Role.MASKING, "", "first".getBytes(UTF_8));
        keys.rotate(store, Role.MASKING, "");
        database.jdbc().update("UPDATE key_store SET sealed = sealed || 'x'::bytea WHERE version = 2");

        KeyStore reopened = keys.open("gateway-1");

        int year = ChinaTime.year(begin);
        assertThat(reopened.masking().of("qingdao", year).version()).isEqualTo("1");
        assertThatThrownBy(() -> reopened.masking().of("qingdao", year + 1)).isInstanceOf(KeyUnavailable.class);
        assertThat(reopened.missing()).contains(Role.MASKING);
    }

    @Test
    void keepsCallKeysApartByPlatformAndKind() {
        KeyOffice office = keys.office(store);
        UUID first = office.handIn("qingdao", "agreed".getBytes(UTF_8), TestKeys.OFFICER)
                .id();
        office.activate(first, clock.instant(), TestKeys.OFFICER);
        keys.rotate(store, Role.CALL, "qingdao");

        assertThat(store.callSecret("qingdao")).isEqualTo("agreed".getBytes(UTF_8));
        assertThat(store.callSigner("qingdao", "our-app").sign(MESSAGE)).isNotEmpty();
        assertThatThrownBy(() -> store.callSecret("jinan")).isInstanceOf(KeyUnavailable.class);
        UUID next = office.handIn("qingdao", "agreed anew".getBytes(UTF_8), TestKeys.OFFICER)
                .id();
        assertThat(store.callSecret("qingdao")).isEqualTo("agreed".getBytes(UTF_8));
        office.activate(next, clock.instant(), TestKeys.OFFICER);
        assertThat(store.callSecret("qingdao")).isEqualTo("agreed anew".getBytes(UTF_8));
    }

    private static List<String> events() {
        return database.jdbc()
                .queryForList(
                        "SELECT convert_from(leaf, 'UTF8') FROM log_leaf WHERE type = 'key-event' ORDER BY id",
                        String.class);
    }

    private static List<String> rows() {
        return database.jdbc().queryForList("SELECT k::text FROM key_store k ORDER BY id", String.class);
    }

    private void verifies(Signer signer) throws Exception {
        authority.trusted().verifier(signer.chain(), clock.instant()).verify(MESSAGE, signer.sign(MESSAGE));
    }
}
