package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.mappings.Purposes;
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

    @TempDir
    static Path keys;

    private static SampleAgreement sample;
    private static TestDatabase database;
    private static AgreementLedger ledger;

    private final AgreementBook book = book(agreement -> {});

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

    private static AgreementBook book(Consumer<Agreement> terms) {
        Clock clock = Clock.fixed(SampleAgreement.DURING, ZoneOffset.UTC);
        return new AgreementBook(ledger, new Countersignatures(sample::authorities, clock), terms, ORDER);
    }

    @Test
    void permitsNothingBeforeItWasRead() {
        book.activate(sample.signed(), "officer");

        assertThat(book(agreement -> {}).candidates(CENTER, "qingdao")).isEmpty();
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
        book.activate(sample.signed(), "officer");
        book.activate(sample.signed(json -> json.put("version", 2)), "officer");

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
        book.activate(sample.signed(), "officer");
        byte[] foreign = sample.signed(json -> {
            json.put("version", 2);
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
        book.activate(sample.signed(json -> json.put("version", 3)), "officer");

        assertThatThrownBy(() -> book.activate(sample.signed(json -> json.put("version", 2)), "officer"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_CONFLICT));
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
        AgreementBook strict = book(agreement -> {
            throw new Failure(FailureCode.AGREEMENT_INVALID);
        });

        assertThatThrownBy(() -> strict.activate(sample.signed(), "officer")).isInstanceOf(Failure.class);
        assertThat(ledger.all()).isEmpty();
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
