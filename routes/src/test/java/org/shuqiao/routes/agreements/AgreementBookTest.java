package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.mappings.AgreementProfile;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Purposes;
import org.shuqiao.mappings.Violation;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.Ledger;
import tools.jackson.databind.node.ObjectNode;

class AgreementBookTest {
    private static final DecisionOrder ORDER =
            new DecisionOrder((transform, than) -> than.equals("raw"), Purposes.load());
    private static final String CENTER = "91370212MA3C000039";
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(60));

    private static final AgreementProfile PROFILE = new AgreementProfile(Datasets.load());

    @TempDir
    static Path keys;

    private static SampleAgreement sample;
    private static TestDatabase database;
    private static AgreementLedger ledger;

    private final AgreementBook book = book();

    @BeforeAll
    static void open() {
        sample = new SampleAgreement(keys);
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", TIMES, TestDatabase.leaves()).agreements();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.clear();
    }

    private static AgreementBook book() {
        Clock clock = Clock.fixed(SampleAgreement.DURING, ZoneOffset.UTC);
        return new AgreementBook(ledger, new Countersignatures(sample::authorities, clock), PROFILE, ORDER);
    }

    @Test
    void permitsNothingBeforeItWasRead() {
        book.activate(sample.signed(), "officer");

        assertThat(book().candidates(CENTER, "qingdao")).isEmpty();
    }

    @Test
    void putsAnAgreementInForceAtOnce() {
        Agreement activated = book.activate(sample.signed(), "officer");

        assertThat(book.candidates(CENTER, "qingdao")).singleElement().satisfies(agreement -> {
            assertThat(agreement.state()).isEqualTo(Agreement.State.ACTIVE);
            assertThat(agreement.hash()).isEqualTo(activated.hash());
        });
        assertThat(book.candidates(CENTER, "jinan")).isEmpty();
        assertThat(book.candidates("91370281MA3F7Q005Q", "qingdao")).isEmpty();
    }

    @Test
    void endsTheVersionBefore() {
        Agreement first = book.activate(sample.signed(), "officer");
        book.activate(sample.signed(json -> json.put("version", 2).put("prev", first.hash())), "officer");

        assertThat(book.candidates(CENTER, "qingdao"))
                .extracting(Agreement::version, Agreement::state)
                .containsExactly(tuple(1, Agreement.State.ENDED), tuple(2, Agreement.State.ACTIVE));
    }

    @Test
    void refusesTheSameVersionTwice() {
        book.activate(sample.signed(), "officer");

        assertThatThrownBy(() -> book.activate(
                        sample.signed(json -> json.putArray("purpose").add("其他")), "officer"))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT);
                    assertThat(failure.facts()).isEqualTo(Map.of("id", "A1", "version", 1));
                });
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void refusesAnIdThatBelongsToOtherPartiesAndLeavesTheirAgreementInForce() {
        Agreement first = book.activate(sample.signed(), "officer");
        byte[] foreign = sample.signed(json -> {
            json.put("version", 2).put("prev", first.hash());
            ((ObjectNode) json.get("provider")).put("usci", "91500000MA5U000036");
        });

        assertThatThrownBy(() -> book.activate(foreign, "officer"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT));
        assertThat(ledger.find("A1", 1))
                .hasValueSatisfying(stored -> assertThat(stored.state()).isEqualTo(AgreementState.ACTIVE));
    }

    @Test
    void refusesAVersionOlderThanTheOneInForce() {
        String unknown = "0".repeat(64);
        Agreement third =
                book.activate(sample.signed(json -> json.put("version", 3).put("prev", unknown)), "officer");

        assertThatThrownBy(() -> book.activate(
                        sample.signed(json -> json.put("version", 2).put("prev", third.hash())), "officer"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT));
    }

    @Test
    void refusesAVersionThatFollowsAnotherThanTheNewest() {
        book.activate(sample.signed(), "officer");
        byte[] stray = sample.signed(json -> json.put("version", 2).put("prev", "0".repeat(64)));

        assertThatThrownBy(() -> book.activate(stray, "officer"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT));
        assertThat(ledger.all()).hasSize(1);
    }

    @Test
    void storesNothingThatIsNotSignedByBoth() {
        byte[] unsigned = SampleAgreement.bytes(SampleAgreement.json());

        assertThatThrownBy(() -> book.activate(unsigned, "officer"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.NOT_COUNTERSIGNED));
        assertThat(ledger.all()).isEmpty();
    }

    @Test
    void storesNothingWhoseTermsNobodyCouldObey() {
        Agreement first = book.activate(sample.signed(), "officer");
        byte[] unobeyable = sample.signed(json -> {
            json.put("version", 2).put("prev", first.hash());
            ((ObjectNode) json.at("/permission/0/fields/0")).put("transform", "rot13");
            ((ObjectNode) json.at("/permission/1")).putObject("quota").put("batches_per_day", 2);
        });

        assertThatThrownBy(() -> book.activate(unobeyable, "officer"))
                .isInstanceOfSatisfying(Failure.class, failure -> {
                    assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_INVALID);
                    assertThat(violations(failure))
                            .containsExactly(
                                    tuple("/permission/0/fields/0/transform", "UNKNOWN_TRANSFORM"),
                                    tuple("/permission/1/quota", "NOT_SUPPORTED"));
                });
        assertThat(book.candidates(CENTER, "qingdao"))
                .extracting(Agreement::version, Agreement::state)
                .containsExactly(tuple(1, Agreement.State.ACTIVE));
    }

    @Test
    void listsWrongSignaturesBesideWrongTerms() {
        ObjectNode json = SampleAgreement.read(sample.signed());
        json.put("nonce", 1);
        ((ObjectNode) json.at("/signatures/0")).put("certificate", "no PEM");

        assertThatThrownBy(() -> book.activate(SampleAgreement.bytes(json), "officer"))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(violations(failure))
                        .containsExactly(
                                tuple("/nonce", "UNKNOWN_KEY"),
                                tuple("/signatures/0", "CERTIFICATE_MALFORMED"),
                                tuple("/signatures/1", "SIGNATURE_REFUSED")));
    }

    private static List<Tuple> violations(Failure failure) {
        return ((List<?>) failure.facts().get("violations"))
                .stream()
                        .map(Violation.class::cast)
                        .map(violation -> tuple(violation.pointer(), violation.rule()))
                        .toList();
    }

    @Test
    void learnsOfAChangeByAnotherGatewayWhenItIsRead() {
        book.activate(sample.signed(), "officer");
        ledger.change("A1", AgreementState.ACTIVE, AgreementState.SUSPENDED, "officer", "audit");
        assertThat(book.candidates(CENTER, "qingdao"))
                .extracting(Agreement::state)
                .containsExactly(Agreement.State.ACTIVE);

        book.refresh();

        assertThat(book.candidates(CENTER, "qingdao"))
                .extracting(Agreement::state)
                .containsExactly(Agreement.State.SUSPENDED);
    }

    @Test
    void keepsTheBytesAsTheyWereImported() {
        byte[] source = sample.signed();

        book.activate(source, "officer");

        assertThat(ledger.find("A1", 1)).hasValueSatisfying(stored -> {
            assertThat(stored.document()).isEqualTo(source);
            assertThat(stored.hash()).isEqualTo(AgreementDocument.parse(source).hash());
        });
    }
}
