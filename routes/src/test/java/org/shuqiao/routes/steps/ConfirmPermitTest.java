package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowingConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuqiao.certs.Sm3;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.routes.agreements.Agreement;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.agreements.Decision;
import org.shuqiao.routes.agreements.SampleAgreement;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers are those of the reference cases. */
class ConfirmPermitTest {
    private final ConfirmPermit confirmPermit = SampleTransfer.confirmPermit();

    @Test
    void case01PermitsThePayloadOfTheAgreement() {
        PlatformPayload.Scanned payload = payload(SampleTransfer.agreed());

        PlatformPayload.Permitted permitted = confirmPermit.confirm(payload);

        assertThat(permitted.hash()).isEqualTo(payload.hash());
        assertThat(trail(permitted.ready(null)).valueStream().map(step -> step.get("step")
                        .stringValue()))
                .containsExactly("required", "fields", "transforms", "key_version");
    }

    @Test
    void case14DeniesAFieldThatAMappingWouldAddAndTheAgreementDoesNotList() {
        AgreedSubmission narrower = SampleTransfer.agreed(fields -> remove(fields, "/region"));

        assertStopped(payload(narrower), TransferState.DENIED, ReasonCode.FIELD_UNLISTED, verdict -> {
            assertThat(lastStep(verdict).get("asked").stringValue()).isEqualTo("[/region]");
            assertThat(lastStep(verdict).get("agreed").stringValue()).isEqualTo("deny");
        });
    }

    @Test
    void case15StripsAndListsItWhereTheAgreementSaysSo() {
        AgreedSubmission strips = SampleTransfer.under(
                permission -> {
                    permission.put("unlisted_field", "strip");
                    remove((ArrayNode) permission.get("fields"), "/region");
                },
                null);

        PlatformPayload.Permitted permitted = confirmPermit.confirm(payload(strips));

        assertThat(permitted.mapped().spans())
                .noneMatch(span -> span.sourcePath().equals("/region"));
        assertThat(decision(permitted.ready(null)).get("stripped").toString()).contains("\"/region\"");
    }

    @Test
    void case16DeniesAnUnlistedFieldDeepInAnAllowedObject() {
        AgreedSubmission narrower = SampleTransfer.agreed(fields -> remove(fields, "/served/*/usci"));

        assertStopped(payload(narrower), TransferState.DENIED, ReasonCode.FIELD_UNLISTED, verdict -> assertThat(
                        lastStep(verdict).get("asked").stringValue())
                .isEqualTo("[/served/*/usci]"));
    }

    @Test
    void deniesAValueInThePayloadThatTheAgreementDoesNotListEvenIfItStrips() {
        AgreedSubmission strips = SampleTransfer.under(
                permission -> {
                    permission.put("unlisted_field", "strip");
                    remove((ArrayNode) permission.get("fields"), "/region");
                },
                null);

        assertStopped(
                payload(SampleTransfer.agreed(), strips),
                TransferState.DENIED,
                ReasonCode.FIELD_UNLISTED,
                verdict -> {});
    }

    @Test
    void case18DeniesAnExactValueWhereABandWasAgreed() {
        AgreedSubmission exact =
                SampleTransfer.agreed(fields -> field(fields, "/attendees").put("transform", "raw"));

        // The form of the platform takes bands only, so the value as it is does not even fit.
        assertThatThrownBy(() -> payload(exact)).isInstanceOfSatisfying(TransferStopped.class, stopped -> assertThat(
                        stopped.verdict().reason())
                .isEqualTo(ReasonCode.TRANSFORM_MISSING));
        assertStopped(
                payload(SampleTransfer.agreed(), exact),
                TransferState.DENIED,
                ReasonCode.TRANSFORM_MISSING,
                verdict -> assertThat(lastStep(verdict).get("agreed").stringValue())
                        .isEqualTo("[/attendees raw]"));
    }

    @Test
    void case19MakesAPayloadAgainWhosePseudonymsAreOfAnOldKey() {
        MaskingKeys rotated = SampleTransfer.keys("k2");
        ConfirmPermit afterRotation = new ConfirmPermit(new Desensitiser(rotated).results(), rotated);

        assertStopped(
                afterRotation,
                payload(SampleTransfer.agreed()),
                TransferState.PENDING,
                ReasonCode.KEY_VERSION,
                verdict -> {
                    assertThat(lastStep(verdict).get("asked").stringValue()).isEqualTo("[k1]");
                    assertThat(lastStep(verdict).get("agreed").stringValue()).isEqualTo("k2");
                });
    }

    @Test
    void deniesAPayloadWithoutAFieldThatTheAgreementRequires() {
        AgreedSubmission demanding = SampleTransfer.agreed(fields -> fields.addObject()
                .put("path", "/source_hash")
                .put("class", "G")
                .put("transform", "raw")
                .put("required", true));

        assertStopped(payload(demanding), TransferState.DENIED, ReasonCode.FIELD_MISSING, verdict -> {});
    }

    @Test
    void deniesAValueAboveTheCeiling() {
        AgreedSubmission publicOnly = under(permission -> permission.put("class_ceiling_after_masking", "P"));

        assertStopped(payload(publicOnly), TransferState.DENIED, ReasonCode.CLASS_CEILING, verdict -> assertThat(
                        lastStep(verdict).get("asked").stringValue())
                .contains("/attendees (G) → band:attendees (G) → /"));
    }

    @Test
    void deniesANumberInClearWhereAnEncryptedOneWasAgreed() {
        AgreedSubmission raw = SampleTransfer.diagnosis(
                fields -> field(fields, "/contact/mobile").put("transform", "fpe"));
        DesensitisedRecord record = SampleTransfer.desensitised(raw);
        assertThat(confirmPermit
                        .confirm(new PlatformPayload.Scanned(new MapToPlatform().map(record)))
                        .mapped()
                        .spans())
                .anyMatch(span -> span.origins().get(0).transform().equals("fpe"));

        String mobile = raw.claimed().record().json().at("/contact/mobile").stringValue();
        ((ObjectNode) record.values().json().path("contact")).put("mobile", mobile);

        assertStopped(
                new PlatformPayload.Scanned(new MapToPlatform().map(record)),
                TransferState.DENIED,
                ReasonCode.TRANSFORM_MISSING,
                verdict ->
                        assertThat(lastStep(verdict).get("asked").stringValue()).isEqualTo("[/contact/mobile]"));
    }

    @Test
    void permitsWhatIsWithinTheCeiling() {
        AgreedSubmission internal = under(permission -> permission.put("class_ceiling_after_masking", "G"));

        assertThat(trail(confirmPermit.confirm(payload(internal)).ready(null)).valueStream())
                .anyMatch(step -> step.get("step").stringValue().equals("class_ceiling"));
    }

    @Test
    void deniesToAPlatformWhoseCallsAreNotEncryptedWhatMustBe() {
        AgreedSubmission secret =
                under(permission -> permission.withArray("/duties_pre").add("encrypt_sm4"));

        assertStopped(payload(secret), TransferState.DENIED, ReasonCode.DUTY_ENCRYPT, verdict -> {});
    }

    @Test
    void case38LetsATransferWaitForTheApprovalOfExactlyItsPayload() {
        PlatformPayload.Scanned payload = payload(approvedBy(null));

        assertStopped(payload, TransferState.WAITING, ReasonCode.DUTY_APPROVAL, verdict -> {
            assertThat(verdict.content()).isNull();
            assertThat(verdict.approval().payload()).isEqualTo(payload.mapped().bytes());
            assertThat(verdict.approval().payloadHash())
                    .isEqualTo(Sm3.digest(payload.mapped().bytes()));
        });
        assertThat(confirmPermit.confirm(payload(approvedBy(payload.hash()))).hash())
                .isEqualTo(payload.hash());
    }

    @Test
    void case38AsksAgainWhereAnotherPayloadWasApproved() {
        assertStopped(
                payload(approvedBy(new byte[32])), TransferState.WAITING, ReasonCode.DUTY_APPROVAL, verdict -> {});
    }

    @Test
    void asksNobodyAboutWhatARevocationClauseDemands() {
        AgreedSubmission asking = approvedBy(null);
        Agreement revoked = AgreementDocument.parse(JsonMapper.shared().writeValueAsBytes(SampleAgreement.json()))
                .agreement(Agreement.State.REVOKED);
        AgreedSubmission takeDown = new AgreedSubmission(
                asking.claimed(),
                asking.transfer(),
                new Decision.Permit(
                        List.of(revoked),
                        asking.permit().terms(),
                        List.of(new Decision.Considered(revoked, false, List.of(), null))));

        PlatformPayload.Permitted permitted = confirmPermit.confirm(payload(takeDown));

        assertThat(trail(permitted.ready(null)).valueStream().map(step -> step.get("step")
                        .stringValue()))
                .doesNotContain("approval");
    }

    private static AgreedSubmission under(Consumer<ObjectNode> change) {
        return SampleTransfer.under(change, null);
    }

    private static AgreedSubmission approvedBy(byte @Nullable [] approvedPayloadHash) {
        return SampleTransfer.under(
                permission -> permission.withArray("/duties_pre").add("human_approval"),
                new Preparation.Again(UUID.randomUUID(), "qingdao", null, Set.of(), approvedPayloadHash));
    }

    private static PlatformPayload.Scanned payload(AgreedSubmission agreed) {
        return new PlatformPayload.Scanned(new MapToPlatform().map(SampleTransfer.desensitised(agreed)));
    }

    /** The payload that one agreement makes, held against another. */
    private static PlatformPayload.Scanned payload(AgreedSubmission maker, AgreedSubmission judge) {
        PlatformPayload made = payload(maker);
        return new PlatformPayload.Scanned(
                new PlatformPayload(SampleTransfer.desensitised(judge), made.mapping(), made.mapped()));
    }

    private static JsonNode decision(PreparedTransfer verdict) {
        return JsonMapper.shared().readTree(verdict.decision());
    }

    private static JsonNode trail(PreparedTransfer verdict) {
        return decision(verdict).get("payload");
    }

    private static JsonNode lastStep(PreparedTransfer verdict) {
        JsonNode trail = trail(verdict);
        return trail.get(trail.size() - 1);
    }

    private static ObjectNode field(ArrayNode fields, String path) {
        return (ObjectNode) fields.valueStream()
                .filter(f -> f.get("path").stringValue().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private static void remove(ArrayNode fields, String path) {
        fields.removeIf(f -> f.get("path").stringValue().equals(path));
    }

    private void assertStopped(
            PlatformPayload.Scanned payload,
            TransferState state,
            ReasonCode reason,
            ThrowingConsumer<PreparedTransfer> more) {
        assertStopped(confirmPermit, payload, state, reason, more);
    }

    private static void assertStopped(
            ConfirmPermit confirmPermit,
            PlatformPayload.Scanned payload,
            TransferState state,
            ReasonCode reason,
            ThrowingConsumer<PreparedTransfer> more) {
        assertThatThrownBy(() -> confirmPermit.confirm(payload))
                .isInstanceOfSatisfying(TransferStopped.class, stopped -> {
                    PreparedTransfer verdict = stopped.verdict();
                    assertThat(verdict.state()).isEqualTo(state);
                    assertThat(verdict.reason()).isEqualTo(reason);
                    assertThat(verdict.content()).isNull();
                    assertThat(verdict.agreement()).isEqualTo("A1");
                    assertThat(lastStep(verdict).get("reason").stringValue()).isEqualTo(reason.name());
                    assertThat(verdict).satisfies(more);
                });
    }
}
