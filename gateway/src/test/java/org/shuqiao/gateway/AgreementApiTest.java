package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.PaperAttestation;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.evidence.EvidenceVerifier;
import org.shuqiao.certs.evidence.Report;
import org.shuqiao.certs.evidence.Trust;
import org.shuqiao.routes.agreements.OdrlImport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What it takes for an agreement to be in force, and what its end or rest does to transfers. */
@ExtendWith(OneGateway.class)
class AgreementApiTest {
    private static final String PATH = "/api/v1/agreements";

    private final GatewayUnderTest gateway;
    private final TestCenter center;
    private final TestAgreement agreement;

    AgreementApiTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
        this.center = gateway.newCenter();
        this.agreement = gateway.agreementOf(center);
    }

    @AfterEach
    void calm() {
        gateway.calm();
    }

    @Test
    void putsACountersignedAgreementInForce() {
        Answer answer = gateway.officer().post(PATH, agreement.bytes()).expect(201);

        assertThat(answer.json().path("id").stringValue()).isEqualTo(agreement.id());
        assertThat(answer.json().path("version").intValue()).isEqualTo(1);
        assertThat(answer.json().path("hash").stringValue()).isEqualTo(Sm3.hex(agreement.signedBytes()));
        assertThat(answer.json().path("status").stringValue()).isEqualTo("ACTIVE");
        assertThat(gateway.admin().get(PATH).expect(200).json()).contains(answer.json());
    }

    @Test
    void isReadAsAnOdrlPolicyThatSaysTheSame() throws Exception {
        byte[] document = agreement.bytes();
        gateway.officer().post(PATH, document).expect(201);
        String versions = PATH + "/" + agreement.id() + "/versions/";

        Answer answer = gateway.officer().get(versions + "1/odrl").expect(200);

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/ld+json");
        assertThat(answer.json().path("cdg:default").stringValue()).isEqualTo("deny");
        assertThat(JsonMapper.shared().readTree(OdrlImport.of(answer.body())))
                .isEqualTo(JsonMapper.shared().readTree(document));
        gateway.officer().get(versions + "2/odrl").expectProblem(404, "NOT_FOUND");
        gateway.officer().get(versions + "x/odrl").expectProblem(400, "BAD_REQUEST");
        center.client().get(versions + "1/odrl").expectProblem(403, "NOT_ALLOWED");
    }

    /** With the platform's signature on paper, before these officers. */
    private ObjectNode onPaper(String... officers) {
        TestAgreement unnamed = agreement.with(a -> a.withObject("/consumer").remove("cert_sn"));
        ObjectNode document = unnamed.signed();
        ArrayNode signatures = (ArrayNode) document.path("signatures");
        signatures.remove(1);
        PaperAttestation paper = new PaperAttestation(
                Sm3.hex(unnamed.signedBytes()), "consumer", "0".repeat(64), LocalDate.of(2026, 1, 10));
        ObjectNode signature = signatures
                .addObject()
                .put("party", paper.party())
                .put("kind", "paper")
                .put("scan", paper.scan())
                .put("signed_on", paper.signedOn().toString());
        for (String officer : officers) {
            SigningKey key = gateway.officerKey(officer);
            signature
                    .withArray("attested")
                    .addObject()
                    .put("certificate", new String(key.chain().pem(), UTF_8))
                    .put(
                            "signature",
                            Base64.getEncoder()
                                    .encodeToString(
                                            key.signer(new SecureRandom()).sign(paper.bytes())));
        }
        return document;
    }

    @Test
    void aSignatureOnPaperIsAgreedToAndShownInTheEvidence() {
        byte[] document =
                JsonMapper.shared().writeValueAsBytes(onPaper(GatewayUnderTest.OFFICERS.toArray(String[]::new)));
        gateway.officer().post(PATH, document).expect(201);

        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");
        Trust trust = Trust.parse(
                gateway.anonymous().get("/api/v1/log/trust").expect(200).body());
        Report report = new EvidenceVerifier(trust)
                .verify(center.evidence(transfer).expect(200).body());

        assertThat(report.failures()).isEmpty();
        assertThat(report.checks())
                .filteredOn(check -> check.name().equals("agreement.consumer"))
                .singleElement()
                .satisfies(check -> assertThat(check.detail())
                        .contains("on paper", "officer-wang", "officer-li", "scan SM3 " + "0".repeat(64)));
    }

    @Test
    void refusesPaperThatOthersThanTwoOfficersAttest() {
        JsonNode problem = refused(onPaper("officer-wang", "nobody"), "AGREEMENT_SIGNATURE");

        assertThat(problem.at("/violations/0/rule").stringValue()).isEqualTo("ATTESTOR_UNKNOWN");
        refused(onPaper("officer-li", "officer-li"), "AGREEMENT_SIGNATURE");
        refused(onPaper("officer-li"), "AGREEMENT_INVALID");
    }

    @Test
    void case3OtherContentThanWasSignedIsRefused() {
        ObjectNode changed = agreement.signed();
        changed.putArray("legal_basis").add("第二十条");

        refused(changed, "AGREEMENT_SIGNATURE");
    }

    @Test
    void case10ACertificateThatTheAgreementDoesNotNameIsRefused() {
        TestAgreement swapped = new TestAgreement(
                agreement.content(), /* provider= */ agreement.consumer(), /* consumer= */ agreement.provider());

        refused(swapped.signed(), "AGREEMENT_SIGNATURE");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void case4TheSignatureOfOnePartyOnlyIsRefused(int missing) {
        ObjectNode half = agreement.signed();
        ((ArrayNode) half.path("signatures")).remove(missing);

        refused(half, "NOT_COUNTERSIGNED");
    }

    @Test
    void refusesOnePartySigningForBoth() {
        ObjectNode forged = agreement.signed();
        ArrayNode signatures = (ArrayNode) forged.path("signatures");
        ObjectNode copy = signatures.get(0).deepCopy().asObject();
        signatures.set(1, copy.put("party", "consumer"));

        refused(forged, "AGREEMENT_SIGNATURE");
    }

    static Stream<Arguments> unobeyable() {
        return Stream.of(
                Arguments.of("unknown transform", set("/permission/0/fields/0", "transform", "rot13")),
                Arguments.of("unknown class", set("/permission/0/fields/0", "class", "X")),
                Arguments.of("unknown field", set("/permission/0/fields/0", "path", "/titel")),
                Arguments.of("unknown dataset", set("/permission/0", "dataset", "weather")),
                Arguments.of("other profile", set("", "profile", "cdg-2")),
                Arguments.of("no such day", set("/valid", "to", "2026-02-30")),
                Arguments.of("no id", set("", "id", "")),
                Arguments.of("version of zero", (Consumer<ObjectNode>) a -> a.put("version", 0)),
                Arguments.of("version out of range", (Consumer<ObjectNode>) a -> a.put("version", 1L << 40)));
    }

    private static Consumer<ObjectNode> set(String object, String member, String value) {
        return agreement -> ((ObjectNode) agreement.at(object)).put(member, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unobeyable")
    void refusesWhatCannotBeObeyed(String why, Consumer<ObjectNode> change) {
        refused(agreement.with(change).signed(), "AGREEMENT_INVALID");
    }

    @Test
    void refusesASecretFieldInClear() {
        Consumer<ObjectNode> secret = a -> ((ArrayNode) a.at("/permission/1/fields"))
                .addObject()
                .put("path", "/process_params/*/process")
                .put("class", "T2")
                .put("transform", "raw");

        refused(agreement.with(secret).signed(), "AGREEMENT_INVALID");
    }

    @Test
    void listsEverythingThatIsWrongInBothLanguages() {
        ObjectNode wrong = agreement
                .with(a -> {
                    a.put("nonce", 1);
                    a.withObject("/valid").put("to", "2025-12-31");
                    ((ObjectNode) a.at("/permission/0")).putObject("quota").put("rows_per_batch", 0);
                })
                .signed();

        JsonNode violations = refused(wrong, "AGREEMENT_INVALID").path("violations");

        assertThat(violations)
                .extracting(v ->
                        v.path("pointer").stringValue() + " " + v.path("rule").stringValue())
                .containsExactlyInAnyOrder(
                        "/nonce UNKNOWN_KEY",
                        "/permission/0/quota/rows_per_batch BELOW_MINIMUM",
                        "/permission/0/quota NOT_SUPPORTED",
                        "/valid/to VALIDITY_INVERTED");
        assertThat(violations).allSatisfy(violation -> {
            assertThat(violation.path("zh").stringValue()).isNotBlank();
            assertThat(violation.path("en").stringValue()).isNotBlank();
        });
    }

    @Test
    void refusesTenMegabytesUnread() {
        gateway.officer().post(PATH, new byte[10 << 20]).expectProblem(413, "BODY_TOO_LARGE");
    }

    private JsonNode refused(ObjectNode document, String code) {
        Answer answer = gateway.officer()
                .post(PATH, JsonMapper.shared().writeValueAsBytes(document))
                .expectProblem(422, code);
        assertThat(gateway.officer().get(PATH).json())
                .noneMatch(entry -> entry.path("center").stringValue().equals(center.usci()));
        return answer.json();
    }

    @Test
    void refusesTheSameVersionTwice() {
        gateway.officer().post(PATH, agreement.bytes()).expect(201);

        gateway.officer().post(PATH, agreement.bytes()).expectProblem(409, "AGREEMENT_CONFLICT");
    }

    @Test
    void theNextVersionEndsTheOneBefore() {
        gateway.officer().post(PATH, agreement.bytes()).expect(201);
        gateway.officer().post(PATH, agreement.next(a -> {}).bytes()).expect(201);

        assertThat(gateway.officer().get(PATH).json())
                .filteredOn(entry -> entry.path("center").stringValue().equals(center.usci()))
                .extracting(entry -> entry.path("status").stringValue())
                .containsExactly("ENDED", "ACTIVE");
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");
        assertThat(transfer.at("/agreements/0/version").intValue()).isEqualTo(2);
    }

    @Test
    void aSuspensionMakesTransfersWaitUntilItIsLifted() {
        gateway.officer().post(PATH, agreement.bytes()).expect(201);
        assertThat(change("suspend").path("state").stringValue()).isEqualTo("SUSPENDED");

        String submission = center.accepted(center.activity());
        JsonNode waiting = center.awaitTransfer(submission, "WAITING");
        assertThat(waiting.path("reason").stringValue()).isEqualTo("SUSPENDED");
        assertThat(gateway.platform().calls(waiting.path("transferId").stringValue()))
                .isEmpty();

        assertThat(change("resume").path("state").stringValue()).isEqualTo("ACTIVE");
        center.awaitTransfer(submission, "STORED");
    }

    @Test
    void aRevocationReachesWhatIsSignedAlready() {
        gateway.officer().post(PATH, agreement.bytes()).expect(201);
        gateway.operator()
                .post("/api/v1/ops/platforms/qingdao/pause", Map.of("reason", "test"))
                .expect(204);
        String submission = center.accepted(center.activity());
        center.awaitTransfer(submission, "READY");

        JsonNode changed = change("revoke");
        assertThat(changed.path("status").stringValue()).isEqualTo("acknowledged");
        gateway.calm();

        JsonNode denied = center.awaitTransfer(submission, "DENIED");
        assertThat(denied.path("reason").stringValue()).isEqualTo("REVOKED");
        assertThat(gateway.platform().calls(denied.path("transferId").stringValue()))
                .isEmpty();
        JsonNode after = center.awaitTransfer(center.accepted(center.activity()), "DENIED");
        assertThat(after.path("reason").stringValue()).isEqualTo("REVOKED");
    }

    @Test
    void refusesAChangeFromTheWrongState() {
        gateway.officer().post(PATH, agreement.bytes()).expect(201);

        post("resume").expectProblem(409, "WRONG_STATE");
        change("revoke");
        post("resume").expectProblem(409, "WRONG_STATE");
        post("suspend").expectProblem(409, "WRONG_STATE");
        gateway.officer()
                .post(PATH + "/agreement-of-nobody/revoke", Map.of("reason", "x"))
                .expectProblem(409, "WRONG_STATE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"reason\":null}", "{\"reason\":\" \"}", "{\"reason\":\"a\\u0000b\"}", "[]", "{"})
    void refusesAChangeWithoutReason(String body) {
        gateway.officer().post(PATH, agreement.bytes()).expect(201);

        for (String verb : new String[] {"suspend", "revoke"}) {
            gateway.officer()
                    .post(PATH + "/" + agreement.id() + "/" + verb, body.getBytes(UTF_8))
                    .expectProblem(400, "BAD_REQUEST");
        }
        center.awaitTransfer(center.accepted(center.activity()), "STORED");
    }

    private JsonNode change(String verb) {
        return post(verb).expect(200).json();
    }

    private Answer post(String verb) {
        return gateway.officer().post(PATH + "/" + agreement.id() + "/" + verb, Map.of("reason", "test"));
    }
}
