package org.shuqiao.routes.agreements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.shuqiao.routes.agreements.SampleAgreement.bytes;
import static org.shuqiao.routes.agreements.SampleAgreement.object;
import static org.shuqiao.routes.agreements.SampleAgreement.read;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.routes.agreements.Countersignatures.Refusal;
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
        assertThat(refusals(sample.signed())).isEmpty();
    }

    @Test
    void acceptsWhatIsOnlyWrittenDifferently() {
        byte[] pretty = read(sample.signed()).toPrettyString().getBytes(StandardCharsets.UTF_8);

        assertThat(refusals(pretty)).isEmpty();
    }

    @Test
    void case3OneChangedByteVoidsTheSignatures() {
        String signed = new String(sample.signed(), StandardCharsets.UTF_8);

        assertRefused(
                signed.replace("\"to\":\"2026-12-31\"", "\"to\":\"2027-12-31\"").getBytes(StandardCharsets.UTF_8),
                FailureCode.AGREEMENT_SIGNATURE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case4WhatOnlyOneHasSignedIsRefused(int missing) {
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
        ((ObjectNode) json.at("/signatures/0")).put("kind", "wax");

        assertThatThrownBy(() -> refusals(bytes(json)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_INVALID));
    }

    @Test
    void case10AnotherSerialThanTheOneNamedIsRefused() {
        ObjectNode json = read(sample.signed());
        json.putArray("signatures");
        SampleAgreement.sign(json, "provider", sample.consumer());
        SampleAgreement.sign(json, "consumer", sample.consumer());

        assertThat(refusals(bytes(json)))
                .extracting(Refusal::code, Refusal::party, Refusal::rule)
                .containsExactly(
                        tuple(FailureCode.AGREEMENT_SIGNATURE, "provider", "CERTIFICATE_OTHER"),
                        tuple(FailureCode.AGREEMENT_SIGNATURE, "consumer", "SIGNED_BY_ONE"));
    }

    /** Nobody agrees with himself: one certificate named for both parties is none of two. */
    @Test
    void refusesOneCertificateForBothParties() {
        ObjectNode json = read(sample.unsigned(a ->
                object(a, "consumer").put("cert_sn", sample.provider().chain().leafSerialHex())));
        SampleAgreement.sign(json, "provider", sample.provider());
        SampleAgreement.sign(json, "consumer", sample.provider());

        assertThat(refusals(bytes(json)))
                .extracting(Refusal::pointer, Refusal::rule, Refusal::certain)
                .containsExactly(tuple("/signatures/1", "SIGNED_BY_ONE", true));
    }

    @Test
    void refusesTwoCertificatesOfOneHolder() {
        SigningKey again = sample.issue("center-again", "Center");
        ObjectNode json = read(sample.unsigned(
                a -> object(a, "consumer").put("cert_sn", again.chain().leafSerialHex())));
        SampleAgreement.sign(json, "provider", sample.provider());
        SampleAgreement.sign(json, "consumer", again);

        assertThat(refusals(bytes(json))).extracting(Refusal::rule).containsExactly("SIGNED_BY_ONE");
    }

    /** Two authorities may give the same number. */
    @Test
    void refusesACertificateOfAnotherIssuerThanTheOneNamed() {
        String issuer = sample.provider().chain().leafIssuer();

        assertThat(refusals(sample.signed(a -> object(a, "provider").put("cert_issuer", issuer))))
                .isEmpty();
        assertThat(refusals(sample.signed(a -> object(a, "provider").put("cert_issuer", "CN=Other"))))
                .extracting(Refusal::party, Refusal::rule)
                .containsExactly(tuple("provider", "CERTIFICATE_OTHER"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MA==", "MAYCAQECAQ==", "MIIA", "MEYCIQ", "%%%"})
    void refusesASignatureThatIsNoDer(String base64) {
        ObjectNode json = read(sample.signed());
        ((ObjectNode) json.at("/signatures/1")).put("signature", base64);

        assertThatThrownBy(() -> {
                    List<Refusal> refusals = refusals(bytes(json));
                    assertThat(refusals)
                            .extracting(Refusal::pointer, Refusal::rule)
                            .containsExactly(tuple("/signatures/1", "SIGNATURE_REFUSED"));
                    throw refusals.get(0).failure(List.of());
                })
                .isInstanceOf(Failure.class);
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
        assertThat(countersignatures(Instant.parse(now)).refusals(AgreementDocument.parse(sample.signed())))
                .extracting(Refusal::pointer, Refusal::rule)
                .containsExactly(
                        tuple("/signatures/0", "CERTIFICATE_EXPIRED"), tuple("/signatures/1", "CERTIFICATE_EXPIRED"));
    }

    @Test
    void refusesADocumentThatNamesNoCertificate() {
        ObjectNode json = read(sample.signed());
        object(json, "provider").remove("cert_sn");

        assertThatThrownBy(() -> refusals(bytes(json)))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.code()).isEqualTo(FailureCode.AGREEMENT_INVALID));
    }

    @Test
    void refusesASecondSignatureOfOneParty() {
        ObjectNode json = read(sample.signed());
        SampleAgreement.sign(json, "provider", sample.provider());

        assertThat(refusals(bytes(json)))
                .extracting(Refusal::pointer, Refusal::rule)
                .containsExactly(tuple("/signatures/2", "SIGNED_TWICE"));
    }

    private static Countersignatures countersignatures(Instant now) {
        return new Countersignatures(sample::authorities, Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<Refusal> refusals(byte[] document) {
        return countersignatures(SampleAgreement.DURING).refusals(AgreementDocument.parse(document));
    }

    private static void assertRefused(byte[] document, FailureCode code) {
        assertThat(refusals(document)).extracting(Refusal::code).contains(code);
    }
}
