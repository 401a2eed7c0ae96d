package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.shuqiao.routes.agreements.SampleAgreement.bytes;
import static org.shuqiao.routes.agreements.SampleAgreement.object;
import static org.shuqiao.routes.agreements.SampleAgreement.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class CountersignaturesTest {
    @TempDir
    static Path keys;

    @TempDir
    static Path otherKeys;

    private static SampleAgreement sample;

    @BeforeAll
    static void makeKeys() {
        sample = new SampleAgreement(keys);
    }

    @Test
    void acceptsWhatBothHaveSigned() {
        assertThatNoException().isThrownBy(() -> verify(sample.signed()));
    }

    @Test
    void acceptsWhatIsOnlyWrittenDifferently() {
        byte[] pretty = read(sample.signed()).toPrettyString().getBytes(StandardCharsets.UTF_8);

        assertThatNoException().isThrownBy(() -> verify(pretty));
    }

    @Test
    void refusesOneChangedByte() {
        String signed = new String(sample.signed(), StandardCharsets.UTF_8);

        assertRefused(
                signed.replace("\"to\":\"2026-12-31\"", "\"to\":\"2027-12-31\"").getBytes(StandardCharsets.UTF_8),
                FailureCode.AGREEMENT_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void refusesWhatOnlyOneHasSigned(int missing) {
        ObjectNode json = read(sample.signed());
        ((ArrayNode) json.get("signatures")).remove(missing);

        assertRefused(bytes(json), FailureCode.NOT_COUNTERSIGNED);
    }

    @Test
    void refusesWhatNobodyHasSigned() {
        ObjectNode json = read(sample.signed());
        json.remove("signatures");

        assertRefused(bytes(json), FailureCode.NOT_COUNTERSIGNED);
    }

    @Test
    void refusesASignatureOfAnotherKind() {
        ObjectNode json = read(sample.signed());
        ((ObjectNode) json.at("/signatures/0")).put("kind", "paper");

        assertRefused(bytes(json), FailureCode.NOT_COUNTERSIGNED);
    }

    @Test
    void refusesASignatureByACertificateThatIsNotTheOneNamed() {
        ObjectNode json = read(sample.signed());
        json.putArray("signatures");
        SampleAgreement.sign(json, "provider", sample.consumer());
        SampleAgreement.sign(json, "consumer", sample.consumer());

        assertRefused(bytes(json), FailureCode.AGREEMENT_SIGNATURE);
    }

    @Test
    void refusesTheSignatureOfTheOtherParty() {
        ObjectNode json = read(sample.signed());
        String ofTheOther = json.at("/signatures/1/signature").stringValue();
        ((ObjectNode) json.at("/signatures/0")).put("signature", ofTheOther);

        assertRefused(bytes(json), FailureCode.AGREEMENT_SIGNATURE);
    }

    @Test
    void refusesCertificatesOfAnAuthorityThatIsNotTrusted() {
        byte[] foreign = new SampleAgreement(otherKeys).signed();

        assertRefused(foreign, FailureCode.AGREEMENT_SIGNATURE);
    }

    @Test
    void refusesACertificateThatIsNoCertificate() {
        ObjectNode json = read(sample.signed());
        ((ObjectNode) json.at("/signatures/0")).put("certificate", "no PEM");

        assertRefused(bytes(json), FailureCode.AGREEMENT_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-12-01T00:00:00Z", "2046-01-15T00:00:00Z"})
    void refusesCertificatesThatAreNotInDate(String now) {
        assertThatThrownBy(() -> countersignatures(Instant.parse(now)).verify(AgreementDocument.parse(sample.signed())))
                .isInstanceOfSatisfying(Failure.class, failure -> assertThat(failure.facts())
                        .containsEntry("why", "certificate refused"));
    }

    @Test
    void refusesADocumentThatNamesNoCertificate() {
        ObjectNode json = read(sample.signed());
        object(json, "provider").remove("cert_sn");

        assertRefused(bytes(json), FailureCode.AGREEMENT_INVALID);
    }

    private static Countersignatures countersignatures(Instant now) {
        return new Countersignatures(sample::authorities, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static void verify(byte[] document) {
        countersignatures(SampleAgreement.DURING).verify(AgreementDocument.parse(document));
    }

    private static void assertRefused(byte[] document, FailureCode code) {
        assertThatThrownBy(() -> verify(document))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(code));
    }
}
