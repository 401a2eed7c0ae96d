package org.shuqiao.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        assertThat(answer.json().path("status").stringValue()).isEqualTo("COUNTERSIGNED");
        gateway.secondOfficer().post(version(1) + "/activate", Map.of()).expect(204);
        ObjectNode inForce = ((ObjectNode) answer.json()).put("status", "ACTIVE");
        assertThat(gateway.admin().get(PATH).expect(200).json()).contains(inForce);
    }

    @Test
    void isReadAsAnOdrlPolicyThatSaysTheSame() throws Exception {
        byte[] document = agreement.bytes();
        gateway.putInForce(document);
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
        gateway.putInForce(document);

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
    void stepsThatNameWhatWasLookedAtAreTakenForNothingElse() {
        gateway.officer().post(PATH, agreement.content()).expect(201);
        String hash = Sm3.hex(agreement.signedBytes());
        String another = "?hash=" + "0".repeat(64);

        gateway.officer().post(version(1) + "/propose" + another, Map.of()).expectProblem(409, "CHANGED_MEANWHILE");
        gateway.officer().post(version(1) + "/propose?hash=" + hash, Map.of()).expect(204);
        gateway.officer()
                .post(version(1) + "/withdraw", Map.of("reason", "test", "hash", "0"))
                .expectProblem(409, "CHANGED_MEANWHILE");
        gateway.officer().post(version(1) + "/countersign", agreement.bytes()).expect(204);
        gateway.secondOfficer()
                .post(version(1) + "/activate" + another, Map.of())
                .expectProblem(409, "CHANGED_MEANWHILE");
        gateway.secondOfficer()
                .post(version(1) + "/activate?hash=" + hash, Map.of())
                .expect(204);
        String act = PATH + "/" + agreement.id();
        gateway.officer().post(act + "/suspend", Map.of("reason", "test")).expect(200);
        gateway.secondOfficer()
                .post(act + "/resume", Map.of("reason", "test", "suspendedAt", "2026-01-01T00:00:00Z"))
                .expectProblem(409, "CHANGED_MEANWHILE");
        JsonNode suspended = gateway.officer().get(act).expect(200).json().at("/events/0/at");
        gateway.secondOfficer()
                .post(act + "/resume", Map.of("reason", "test", "suspendedAt", suspended))
                .expect(200);
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
    void case4TheSignatureOfOnePartyOnlyPutsNothingInForce(int missing) {
        ObjectNode half = agreement.signed();
        ((ArrayNode) half.path("signatures")).remove(missing);
        Answer draft = gateway.officer().post(PATH, bytes(half)).expect(201);

        assertThat(draft.json().path("status").stringValue()).isEqualTo("DRAFT");
        gateway.secondOfficer().post(version(1) + "/activate", Map.of()).expectProblem(422, "NOT_COUNTERSIGNED");
        JsonNode denied = center.awaitTransfer(center.accepted(center.activity()), "DENIED");
        assertThat(denied.path("reason").stringValue()).isEqualTo("NO_AGREEMENT");
    }

    private static byte[] bytes(ObjectNode document) {
        return JsonMapper.shared().writeValueAsBytes(document);
    }

    private String version(int version) {
        return PATH + "/" + agreement.id() + "/versions/" + version;
    }

    @Test
    void needsASecondPerson() {
        gateway.officer().post(PATH, agreement.bytes()).expect(201);
        GatewayClient sameHolder = gateway.withNewKey("OFFICER", "王小明");
        GatewayClient sameHolderAgain = gateway.withNewKey("OFFICER", " 王小明\u200B");

        gateway.officer().post(version(1) + "/activate", Map.of()).expectProblem(403, "FOUR_EYES");
        gateway.admin().post(version(1) + "/activate", Map.of()).expectProblem(403, "NOT_ALLOWED");
        gateway.officer()
                .post(version(1) + "/withdraw", Map.of("reason", "test"))
                .expect(204);
        sameHolder.post(PATH, agreement.bytes()).expect(201);
        sameHolderAgain.post(version(1) + "/activate", Map.of()).expectProblem(403, "FOUR_EYES");
        gateway.officer().post(version(1) + "/activate", Map.of()).expect(204);
    }

    @Test
    void needsAnotherPersonToResumeThanTheOneWhoSuspended() {
        gateway.putInForce(agreement.bytes());
        change("suspend");

        post("resume").expectProblem(403, "FOUR_EYES");

        resume().expect(200);
    }

    @Test
    void issuesNoOfficersKeyThatNamesNobody() {
        for (String holder : List.of("", " ", "\u200B", "a\u0000b")) {
            gateway.admin()
                    .post("/api/v1/admin/api-keys", Map.of("role", "OFFICER", "label", "x", "holder", holder))
                    .expectProblem(400, "BAD_REQUEST");
        }
        gateway.admin()
                .post("/api/v1/admin/api-keys", Map.of("role", "OFFICER", "label", "x"))
                .expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void tellsTheStoryOfAnAgreement() {
        byte[] draft = bytes(agreement.content());
        gateway.officer().post(PATH, draft).expect(201);
        gateway.officer().post(version(1) + "/propose", Map.of()).expect(204);
        byte[] signed = agreement.bytes();
        gateway.officer().post(version(1) + "/countersign", signed).expect(204);
        gateway.secondOfficer().post(version(1) + "/activate", Map.of()).expect(204);

        JsonNode story =
                gateway.admin().get(PATH + "/" + agreement.id()).expect(200).json();

        assertThat(story.at("/versions/0/status").stringValue()).isEqualTo("ACTIVE");
        assertThat(story.path("events"))
                .extracting(event -> event.path("event").stringValue())
                .containsExactly("ACTIVATED", "COUNTERSIGNED", "PROPOSED", "DRAFTED");
        assertThat(story.path("events"))
                .extracting(event -> event.path("holder").stringValue())
                .doesNotContainNull()
                .satisfies(holders -> assertThat(Set.copyOf(holders)).hasSize(2));
        assertThat(gateway.officer().get(version(1)).expect(200).body()).isEqualTo(signed);
        gateway.officer().get(PATH + "/agreement-of-nobody").expectProblem(404, "NOT_FOUND");
        gateway.officer().get(version(2)).expectProblem(404, "NOT_FOUND");
        gateway.officer().get(PATH + "/" + agreement.id() + "/versions/x").expectProblem(400, "BAD_REQUEST");
    }

    @Test
    void saysInBothLanguagesWhatAVersionChanges() {
        String earlier = LocalDate.parse(agreement.content().at("/valid/to").stringValue())
                .minusDays(1)
                .toString();
        gateway.putInForce(agreement.bytes());
        gateway.officer()
                .post(
                        PATH,
                        agreement
                                .next(a -> a.withObject("/valid").put("to", earlier))
                                .bytes())
                .expect(201);
        String path = PATH + "/" + agreement.id() + "/diff?from=1&to=2";

        JsonNode english =
                gateway.officer().get(path, "Accept-Language", "en").expect(200).json();
        JsonNode chinese = gateway.officer()
                .get(path, "Accept-Language", "zh-CN")
                .expect(200)
                .json();

        assertThat(english).hasSize(1);
        assertThat(english.at("/0/pointer").stringValue()).isEqualTo("/valid/to");
        assertThat(english.at("/0/kind").stringValue()).isEqualTo("STRICTER");
        assertThat(english.at("/0/after").stringValue()).isEqualTo(earlier);
        assertThat(english.at("/0/text").stringValue()).startsWith("Stricter is the last day: from ");
        assertThat(chinese.at("/0/text").stringValue()).startsWith("终止日期由“").endsWith("”收紧为“" + earlier + "”");
        gateway.officer().get(PATH + "/" + agreement.id() + "/diff?from=1&to=3").expectProblem(404, "NOT_FOUND");
        gateway.officer().get(PATH + "/" + agreement.id() + "/diff?from=1").expectProblem(400, "BAD_REQUEST");
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
                        "/valid/to VALIDITY_INVERTED",
                        "/valid/to VALIDITY_OVER");
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
        gateway.putInForce(agreement.bytes());

        gateway.officer().post(PATH, agreement.bytes()).expectProblem(409, "AGREEMENT_CONFLICT");
    }

    @Test
    void theNextVersionEndsTheOneBefore() {
        gateway.putInForce(agreement.bytes());
        gateway.putInForce(agreement.next(a -> {}).bytes());

        assertThat(gateway.officer().get(PATH).json())
                .filteredOn(entry -> entry.path("center").stringValue().equals(center.usci()))
                .extracting(entry -> entry.path("status").stringValue())
                .containsExactly("ENDED", "ACTIVE");
        JsonNode transfer = center.awaitTransfer(center.accepted(center.activity()), "STORED");
        assertThat(transfer.at("/agreements/0/version").intValue()).isEqualTo(2);
    }

    @Test
    void aSuspensionMakesTransfersWaitUntilItIsLifted() {
        gateway.putInForce(agreement.bytes());
        assertThat(change("suspend").path("state").stringValue()).isEqualTo("SUSPENDED");

        String submission = center.accepted(center.activity());
        JsonNode waiting = center.awaitTransfer(submission, "WAITING");
        assertThat(waiting.path("reason").stringValue()).isEqualTo("SUSPENDED");
        assertThat(gateway.platform().calls(waiting.path("transferId").stringValue()))
                .isEmpty();

        assertThat(resume().expect(200).json().path("state").stringValue()).isEqualTo("ACTIVE");
        center.awaitTransfer(submission, "STORED");
    }

    /** So that whoever has suspended it can see when nothing is being sent under it any more. */
    @Test
    void aRepeatedSuspensionSaysHowFarItHasCome() {
        gateway.putInForce(agreement.bytes());
        change("suspend");

        JsonNode again = change("suspend");

        assertThat(again.path("state").stringValue()).isEqualTo("SUSPENDED");
        assertThat(again.path("status").stringValue()).isEqualTo("acknowledged");
        assertThat(again.path("sending").intValue()).isZero();
        assertThat(gateway.officer().get(PATH + "/" + agreement.id()).json().path("events"))
                .filteredOn(event -> event.path("event").stringValue().equals("SUSPENDED"))
                .hasSize(1);
    }

    @Test
    void aRevocationReachesWhatIsSignedAlready() {
        gateway.putInForce(agreement.bytes());
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
        gateway.putInForce(agreement.bytes());

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
        gateway.putInForce(agreement.bytes());

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

    private Answer resume() {
        return gateway.secondOfficer().post(PATH + "/" + agreement.id() + "/resume", Map.of("reason", "test"));
    }

    private Answer post(String verb) {
        return gateway.officer().post(PATH + "/" + agreement.id() + "/" + verb, Map.of("reason", "test"));
    }
}
