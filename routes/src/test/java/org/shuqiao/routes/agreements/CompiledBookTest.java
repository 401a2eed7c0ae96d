package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Ledger;
import tools.jackson.databind.node.ObjectNode;

/** How the book follows the ledger, on a real database into which rows are written beside it. */
@Isolated("measures time")
class CompiledBookTest {
    private static final String CENTER = "91370212MA3C000039";
    private static final String OTHER = "91370281MA3F7Q005Q";
    private static final String PLATFORM = "qingdao";
    private static final String STORE =
            """
            INSERT INTO agreement (id, version, state, center, platform, valid_from, valid_until, hash, document)
            VALUES (?, 1, 'ACTIVE', ?, 'qingdao', '2026-01-01', '2027-01-01', ?, ?)
            """;
    private static final int MANY = 10_000;
    private static final int PAGE = 500;

    /** Of processor time, which no busy neighbour takes. */
    private static final Duration LOADED_WITHIN = Duration.ofSeconds(5);

    @TempDir
    static Path keys;

    private static SampleAgreement sample;
    private static TestDatabase database;
    private static Ledger ledger;

    private final AtomicReference<TrustedCertificates> trusted = new AtomicReference<>(sample.authorities());
    private final AgreementBook book = book();

    private AgreementBook book() {
        return new AgreementBook(
                ledger,
                new Countersignatures(trusted::get, Clock.systemUTC()),
                new DecisionOrder((transform, than) -> than.equals("raw"), Purposes.load()));
    }

    @BeforeAll
    static void open() {
        sample = new SampleAgreement(keys);
        database = TestDatabase.fresh();
        Duration any = Duration.ofSeconds(15);
        ledger = new Ledger(database.dataSource(), "gateway-1", new Ledger.Times(any, any, any), TestDatabase.leaves());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    private static byte[] document(String id, String center) {
        return sample.signed(json -> {
            json.put("id", id);
            SampleAgreement.object(json, "provider").put("usci", center);
        });
    }

    private static void store(String id, String center, byte[] document) {
        database.jdbc()
                .update(STORE, id, center, AgreementDocument.parse(document).hash(), document);
    }

    private static void store(String id, String center) {
        store(id, center, document(id, center));
    }

    private static void overwrite(String id, String text) {
        database.jdbc()
                .update("UPDATE agreement SET document = ? WHERE id = ?", text.getBytes(StandardCharsets.UTF_8), id);
    }

    private static DecisionOrder.Question question(String center) {
        return new DecisionOrder.Question(
                Agreement.Direction.OUT,
                center,
                PLATFORM,
                "qingdao-public-data",
                "api",
                "activity",
                "1.0",
                "3021015001/000031",
                "公共数据开放共享",
                Set.of(),
                List.of(),
                "370212",
                null,
                null,
                SampleAgreement.DURING);
    }

    private void assertNothingIsDecided(String center) {
        for (Runnable decision :
                List.<Runnable>of(() -> book.decide(question(center)), () -> book.decideNow(question(center)))) {
            assertThatThrownBy(decision::run)
                    .isInstanceOfSatisfying(
                            Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.HELD));
        }
    }

    @Test
    void readsEachDocumentOnceAndFollowsItsState() {
        store("A1", CENTER);
        book.refresh();
        assertThat(book.candidates(CENTER, PLATFORM)).hasSize(1);
        overwrite("A1", "nobody reads this again");
        database.jdbc().update("UPDATE agreement SET state = 'SUSPENDED'");
        store("A2", CENTER);

        book.refresh();

        assertThat(book.candidates(CENTER, PLATFORM))
                .extracting(Agreement::id, Agreement::state)
                .containsExactly(tuple("A1", Agreement.State.SUSPENDED), tuple("A2", Agreement.State.ACTIVE));
        assertThat(book.unreadable()).isEmpty();
    }

    @Test
    void keepsItsSnapshotWhileNothingChanges() {
        store("A1", CENTER);
        book.refresh();
        List<Agreement> before = book.candidates(CENTER, PLATFORM);

        book.refresh();

        assertThat(book.candidates(CENTER, PLATFORM)).isSameAs(before);
    }

    @Test
    void readsNoVersionThatWasNeverInForce() {
        store("A1", CENTER, document("A1", CENTER));
        database.jdbc().update("UPDATE agreement SET state = 'DRAFT'");
        overwrite("A1", "a draft may hold anything");

        book.refresh();

        assertThat(book.candidates(CENTER, PLATFORM)).isEmpty();
        assertThat(book.candidatesNow(CENTER, PLATFORM)).isEmpty();
        assertThat(book.unreadable()).isEmpty();
    }

    @Test
    void decidesNothingBetweenPartiesOfWhichAnAgreementInForceCannotBeReadAndEverythingElse() {
        store("A1", CENTER);
        store("A2", CENTER);
        store("A3", OTHER);
        overwrite("A2", "{\"profile\":\"cdg-9\"}");

        book.refresh();

        assertNothingIsDecided(CENTER);
        assertThat(book.unreadable())
                .singleElement()
                .satisfies(one -> assertThat(one.key().id()).isEqualTo("A2"));
        assertThat(book.decide(question(OTHER))).isInstanceOf(Decision.Permit.class);
    }

    @Test
    void decidesWithoutAnUnreadableAgreementThatIsOver() {
        store("A1", CENTER);
        store("A2", CENTER);
        overwrite("A2", "{\"profile\":\"cdg-0\"}");
        database.jdbc().update("UPDATE agreement SET state = 'ENDED' WHERE id = 'A2'");

        book.refresh();

        assertThat(book.decide(question(CENTER))).isInstanceOf(Decision.Permit.class);
        assertThat(book.unreadable()).hasSize(1);
    }

    @Test
    void case3DecidesNothingByADocumentOfWhichOneByteWasChangedInTheLedger() {
        store("A1", CENTER);
        String changed = new String(document("A1", CENTER), StandardCharsets.UTF_8)
                .replace("\"to\":\"2026-12-31\"", "\"to\":\"2027-12-31\"");
        overwrite("A1", changed);

        book.refresh();

        assertThat(book.candidates(CENTER, PLATFORM)).isEmpty();
        assertNothingIsDecided(CENTER);
    }

    /** Whoever can write to the ledger can write both. */
    @Test
    void case3DecidesNothingByADocumentThatWasChangedTogetherWithItsHash() {
        store("A1", CENTER);
        store("A2", OTHER);
        changeWithItsHash("A1");

        book.refresh();

        assertNothingIsDecided(CENTER);
        assertThat(book.candidatesNow(CENTER, PLATFORM)).isEmpty();
        assertThat(book.unreadable()).extracting(version -> version.key().id()).containsExactly("A1");
        assertThat(book.decide(question(OTHER))).isInstanceOf(Decision.Permit.class);
    }

    private static void changeWithItsHash(String id) {
        String changed = new String(document(id, CENTER), StandardCharsets.UTF_8)
                .replace("\"to\":\"2026-12-31\"", "\"to\":\"2027-12-31\"");
        overwrite(id, changed);
        byte[] hash = AgreementDocument.parse(changed.getBytes(StandardCharsets.UTF_8))
                .hash();
        database.jdbc().update("UPDATE agreement SET hash = ? WHERE id = ?", hash, id);
    }

    /** It prohibits nothing either, so that others may permit; what it alone would bind waits, and says why. */
    @Test
    void aSuspendedOneWhoseSignaturesDoNotHoldFailsTheFirstStep() {
        store("A1", CENTER);
        changeWithItsHash("A1");
        database.jdbc().update("UPDATE agreement SET state = 'SUSPENDED'");

        book.refresh();

        assertThat(book.decide(question(CENTER))).isInstanceOfSatisfying(Decision.Denial.class, denial -> {
            assertThat(denial.reason()).isEqualTo(ReasonCode.AGREEMENT_SIG);
            assertThat(denial.considered().get(0).trail())
                    .extracting(Decision.Step::name, Decision.Step::reason)
                    .containsExactly(tuple("signatures", ReasonCode.AGREEMENT_SIG));
        });
    }

    @Test
    void decidesAgainOnceItTrustsWhoHasSigned(@TempDir Path foreign) {
        store("A1", CENTER);
        book.refresh();
        trusted.set(new SampleAgreement(foreign).authorities());
        AgreementBook wronglySetUp = book();
        wronglySetUp.refresh();
        assertThatThrownBy(() -> wronglySetUp.decide(question(CENTER))).isInstanceOf(Failure.class);

        trusted.set(sample.authorities());

        assertThat(wronglySetUp.decide(question(CENTER))).isInstanceOf(Decision.Permit.class);
        assertThat(wronglySetUp.unreadable()).isEmpty();
    }

    @Test
    void aKeyThatTurnsOutCompromisedStopsDecisionsAtOnce() {
        store("A1", CENTER);
        book.refresh();
        assertThat(book.decide(question(CENTER))).isInstanceOf(Decision.Permit.class);

        trusted.set(sample.revoking(sample.provider(), SampleAgreement.DURING, true));

        assertNothingIsDecided(CENTER);
    }

    /** Any internal error is a denial: nothing that throws has ever permitted. */
    @Test
    void aStepThatThrowsPermitsNothing() {
        store("A1", CENTER);
        store("A2", CENTER, sample.signed(json -> ((ObjectNode)
                        json.put("id", "A2").at("/permission/0/fields/0"))
                .put("transform", "drop")));
        AgreementBook broken = new AgreementBook(
                ledger,
                new Countersignatures(trusted::get, Clock.systemUTC()),
                new DecisionOrder(
                        (transform, than) -> {
                            throw new IllegalStateException("broken");
                        },
                        Purposes.load()));
        broken.refresh();

        assertThatThrownBy(() -> broken.decide(question(CENTER))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> broken.decideNow(question(CENTER))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aDecisionCostsTheSameAmongTenThousandAgreements(TestReporter reporter) {
        store("A0", CENTER);
        book.refresh();
        storeMany();
        AgreementBook ofMany = book();
        ofMany.refresh();

        // The shortest of many rounds is what nobody has disturbed; in turns, so that both have the machine at its
        // best.
        long among1 = Long.MAX_VALUE;
        long amongMany = Long.MAX_VALUE;
        for (int round = 0; round < 200; round++) {
            among1 = Math.min(among1, aDecision(book));
            amongMany = Math.min(amongMany, aDecision(ofMany));
        }

        reporter.publishEntry("decision_ns", among1 + " " + amongMany);
        assertThat(amongMany).isLessThan(3 * among1);
    }

    /** How long it takes, from a hundred of them. */
    private static long aDecision(AgreementBook book) {
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            assertThat(book.decide(question(CENTER)).considered()).hasSize(1);
        }
        return (System.nanoTime() - start) / 100;
    }

    @Test
    void decidesNothingByADocumentThatStandsUnderAnotherId() {
        store("A1", CENTER);
        store("A2", CENTER, document("A1", CENTER));

        book.refresh();

        assertThat(book.candidates(CENTER, PLATFORM)).extracting(Agreement::id).containsExactly("A1");
        assertNothingIsDecided(CENTER);
    }

    @Test
    void loadsTenThousandAgreementsInLessThanFiveSeconds(TestReporter reporter) {
        store("A0", CENTER);
        storeMany();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();

        book.refresh();

        long loaded = threads.getCurrentThreadCpuTime();
        long lookedAgain = Long.MAX_VALUE;
        for (int look = 0; look < 3; look++) {
            long before = threads.getCurrentThreadCpuTime();
            book.refresh();
            lookedAgain = Math.min(lookedAgain, threads.getCurrentThreadCpuTime() - before);
        }
        reporter.publishEntry("load_10000_cpu_ms", String.valueOf((loaded - start) / 1_000_000));
        reporter.publishEntry("look_again_cpu_ms", String.valueOf(lookedAgain / 1_000_000));
        assertThat(book.unreadable()).isEmpty();
        assertThat(book.candidates(CENTER, PLATFORM))
                .as("the only one that is signed as it stands")
                .hasSize(1);
        assertThat(Duration.ofNanos(loaded - start)).isLessThan(LOADED_WITHIN);
        assertThat(Duration.ofNanos(lookedAgain)).isLessThan(LOADED_WITHIN.dividedBy(10));
    }

    /** Each of another center, as long as a signed one is; what nobody decides by is not verified either. */
    private static void storeMany() {
        String signed = new String(sample.signed(), StandardCharsets.UTF_8);
        for (int first = 1; first <= MANY; first += PAGE) {
            database.jdbc()
                    .batchUpdate(
                            STORE,
                            IntStream.range(first, first + PAGE)
                                    .mapToObj(number -> row(signed, "center-" + number, "A" + number))
                                    .toList());
        }
    }

    private static Object[] row(String signed, String center, String id) {
        byte[] document = signed.replace(CENTER, center)
                .replace("\"id\":\"A1\"", "\"id\":\"" + id + "\"")
                .getBytes(StandardCharsets.UTF_8);
        return new Object[] {id, center, AgreementDocument.parse(document).hash(), document};
    }
}
