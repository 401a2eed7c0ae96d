package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.agreements.AgreementProfile;
import org.shuqiao.mappings.agreements.Purposes;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.keys.SettableClock;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TwoOfficers;

/** What a revocation does to agreements that are in force already. */
class SignatureWatchTest {
    private static final AgreementProfile PROFILE = new AgreementProfile(Datasets.load());
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));
    private static final Instant LATER = Instant.parse("2035-01-20T00:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-01-20T00:00:00Z");

    @TempDir
    static Path keys;

    @TempDir
    static Path otherKeys;

    private static SampleAgreement sample;
    private static SigningKey wang;
    private static SigningKey li;
    private static TestDatabase database;
    private static Ledger ledger;

    private final AtomicReference<TrustedCertificates> trusted = new AtomicReference<>(sample.authorities());
    private final Countersignatures rules = new Countersignatures(
            trusted::get,
            Attestors.of(List.of(wang.chain(), li.chain())),
            Clock.fixed(SampleAgreement.DURING, ZoneOffset.UTC));
    private final AgreementLedger agreements = ledger.agreements();
    private final DecisionOrder order = new DecisionOrder((transform, than) -> than.equals("raw"), Purposes.load());
    private final AgreementOffice office = new AgreementOffice(
            new AgreementBook(ledger, rules, order),
            watch("gateway-1"),
            ledger.drafts(TwoOfficers.MANY),
            PROFILE,
            rules,
            order,
            Clock.fixed(SampleAgreement.DURING, ZoneOffset.UTC));
    private final SignatureWatch watch = watch("gateway-1");

    @BeforeAll
    static void open() {
        sample = new SampleAgreement(keys);
        wang = sample.issue("officer-wang");
        li = sample.issue("officer-li");
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", TIMES, TestDatabase.leaves());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
        TwoOfficers.enrol(database.jdbc());
    }

    private SignatureWatch watch(String gateway) {
        return watch(gateway, Clock.systemUTC());
    }

    private SignatureWatch watch(String gateway, Clock clock) {
        return new SignatureWatch(agreements, ledger.signatures(), rules, PROFILE, trusted::get, gateway, clock);
    }

    /** Whoever changes a row beside the gateways does not write down when. */
    @Test
    void looksAtEverythingOnceADay() {
        putInForce(sample.signed());
        SettableClock clock = new SettableClock(Instant.now());
        SignatureWatch daily = watch("gateway-1", clock);
        daily.look();
        database.jdbc().update("UPDATE agreement SET changed_at = changed_at - interval '3 days'");
        String document = new String(agreements.find("A1", 1).orElseThrow().document(), StandardCharsets.UTF_8)
                .replace("2026-12-31", "2036-12-31");
        database.jdbc()
                .update(
                        "UPDATE agreement SET document = ?, hash = ?",
                        document.getBytes(StandardCharsets.UTF_8),
                        AgreementDocument.parse(document.getBytes(StandardCharsets.UTF_8))
                                .hash());
        daily.look();
        assertThat(state(1)).as("nothing tells that it has changed").isEqualTo(AgreementState.ACTIVE);

        clock.advance(Duration.ofHours(24));
        daily.look();

        assertThat(state(1)).isEqualTo(AgreementState.SUSPENDED);
    }

    private Agreement putInForce(byte[] signed) {
        TwoOfficers.putInForce(office, signed);
        return AgreementDocument.parse(signed).agreement(Agreement.State.ACTIVE);
    }

    private AgreementState state(int version) {
        return agreements.find("A1", version).orElseThrow().state();
    }

    private List<String> events() {
        return database.jdbc()
                .queryForList(
                        "SELECT event || ' ' || actor || ' ' || reason FROM agreement_event ORDER BY id", String.class);
    }

    @Test
    void leavesInForceWhatStillHolds() {
        putInForce(sample.signed());

        watch.look();
        trusted.set(sample.revoking(sample.issue("somebody"), EARLIER, true));
        watch.look();

        assertThat(state(1)).isEqualTo(AgreementState.ACTIVE);
    }

    @Test
    void aKeyCompromisedAfterTheImportVoidsTheSignatureAndSuspendsTheAgreement() {
        putInForce(sample.signed());
        watch.look();

        trusted.set(sample.revoking(sample.consumer(), LATER, true));
        watch.look();

        assertThat(state(1)).isEqualTo(AgreementState.SUSPENDED);
        assertThat(events())
                .endsWith("ACTIVATED officer-2 ", "SUSPENDED gateway-1 AGREEMENT_SIG consumer CERTIFICATE_REFUSED");
        assertThatThrownBy(() -> watch.requireSound("A1"))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                        .isEqualTo(FailureCode.AGREEMENT_SIGNATURE));
    }

    @Test
    void aKeyCompromisedBeforeTheImportKeepsTheAgreementOut() {
        trusted.set(sample.revoking(sample.consumer(), EARLIER, true));

        assertThatThrownBy(() -> putInForce(sample.signed()))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.code())
                        .isEqualTo(FailureCode.AGREEMENT_SIGNATURE));
        assertThat(agreements.all()).isEmpty();
    }

    @Test
    void aCertificateThatOnlyEndedLaterLeavesItsSignatureGood() {
        putInForce(sample.signed());

        trusted.set(sample.revoking(sample.consumer(), LATER, false));
        watch.look();

        assertThat(state(1)).isEqualTo(AgreementState.ACTIVE);
    }

    @Test
    void anOfficersCompromisedKeyVoidsWhatWasAttested() {
        putInForce(sample.signedOnPaper(wang, li));
        watch.look();
        assertThat(state(1)).isEqualTo(AgreementState.ACTIVE);

        trusted.set(sample.revoking(li, LATER, true));
        watch.look();

        assertThat(state(1)).isEqualTo(AgreementState.SUSPENDED);
    }

    @Test
    void anOfficerWhoMayNoLongerAttestCouldThen() {
        putInForce(sample.signedOnPaper(wang, li));

        new SignatureWatch(
                        agreements,
                        ledger.signatures(),
                        new Countersignatures(trusted::get, Clock.systemUTC()),
                        PROFILE,
                        trusted::get,
                        "gateway-2",
                        Clock.systemUTC())
                .look();

        assertThat(state(1)).isEqualTo(AgreementState.ACTIVE);
    }

    @Test
    void case3AByteThatWasChangedInTheLedgerSuspendsTheAgreement() {
        putInForce(sample.signed());
        String document = new String(agreements.find("A1", 1).orElseThrow().document(), StandardCharsets.UTF_8);
        database.jdbc()
                .update(
                        "UPDATE agreement SET document = ?",
                        document.replace("2026-12-31", "2036-12-31").getBytes(StandardCharsets.UTF_8));

        watch.look();

        assertThat(events()).last().asString().contains("AGREEMENT_SIG provider SIGNATURE_REFUSED");
    }

    @Test
    void aGatewayThatTrustsOtherAuthoritiesStopsNobody() {
        putInForce(sample.signed());

        trusted.set(new SampleAgreement(otherKeys).authorities());
        watch.look();

        assertThat(state(1)).isEqualTo(AgreementState.ACTIVE);
    }

    @Test
    void aNewVersionWithGoodSignaturesReplacesTheSuspendedOne() {
        Agreement first = putInForce(sample.signed());
        trusted.set(sample.revoking(sample.consumer(), LATER, true));
        watch.look();

        trusted.set(sample.authorities());
        putInForce(sample.signed(json -> json.put("version", 2).put("prev", first.hash())));
        watch.look();

        assertThat(state(2)).isEqualTo(AgreementState.ACTIVE);
    }

    @Test
    void whatResumedMeanwhileIsLookedAtAgain() {
        putInForce(sample.signed());
        trusted.set(sample.revoking(sample.consumer(), LATER, true));
        watch.look();
        agreements.change("A1", AgreementState.SUSPENDED, AgreementState.ACTIVE, "officer", "by mistake");

        watch.look();

        assertThat(state(1)).isEqualTo(AgreementState.SUSPENDED);
    }

    @Test
    void twoGatewaysSuspendOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 20; round++) {
                database.clear();
                TwoOfficers.enrol(database.jdbc());
                trusted.set(sample.authorities());
                putInForce(sample.signed());
                trusted.set(sample.revoking(sample.consumer(), LATER, true));
                CountDownLatch start = new CountDownLatch(1);
                List<Future<?>> both = new ArrayList<>();
                for (String gateway : List.of("gateway-1", "gateway-2")) {
                    both.add(threads.submit(() -> {
                        start.await();
                        watch(gateway).look();
                        return null;
                    }));
                }
                start.countDown();
                for (Future<?> one : both) {
                    one.get();
                }
                assertThat(events())
                        .filteredOn(event -> event.startsWith("SUSPENDED "))
                        .hasSize(1);
            }
        } finally {
            threads.shutdown();
        }
    }
}
