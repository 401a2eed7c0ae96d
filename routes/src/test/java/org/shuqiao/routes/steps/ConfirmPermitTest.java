package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ConfirmPermitTest {
    private final ConfirmPermit confirmPermit = new ConfirmPermit();

    @Test
    void permitsThePayloadOfTheAgreement() {
        PlatformPayload payload = scanned(SampleTransfer.agreed(), SampleTransfer.agreed());

        assertThat(confirmPermit.confirm((PlatformPayload.Scanned) payload).hash())
                .isEqualTo(payload.hash());
    }

    @Test
    void deniesAFieldThatTheAgreementDoesNotList() {
        AgreedSubmission narrower = SampleTransfer.agreed(fields -> remove(fields, "/region"));

        assertDenied(scanned(SampleTransfer.agreed(), narrower), ReasonCode.FIELD_UNLISTED);
    }

    @Test
    void deniesAFieldInAnArrayThatTheAgreementDoesNotList() {
        AgreedSubmission narrower = SampleTransfer.agreed(fields -> remove(fields, "/served/*/usci"));

        assertDenied(scanned(SampleTransfer.agreed(), narrower), ReasonCode.FIELD_UNLISTED);
    }

    @Test
    void deniesAValueByAnotherTransformThanTheOneAgreed() {
        AgreedSubmission exact =
                SampleTransfer.agreed(fields -> field(fields, "/attendees").put("transform", "raw"));

        assertDenied(scanned(SampleTransfer.agreed(), exact), ReasonCode.TRANSFORM_MISSING);
    }

    @Test
    void deniesAPayloadWithoutAFieldThatTheAgreementRequires() {
        AgreedSubmission demanding = SampleTransfer.agreed(fields -> fields.addObject()
                .put("path", "/source_hash")
                .put("class", "G")
                .put("transform", "raw")
                .put("required", true));

        assertDenied(scanned(demanding, demanding), ReasonCode.FIELD_MISSING);
    }

    /** The payload that one agreement makes, held against another. */
    private static PlatformPayload.Scanned scanned(AgreedSubmission maker, AgreedSubmission judge) {
        DesensitisedRecord made = SampleTransfer.desensitised(maker);
        PlatformPayload payload = new MapToPlatform().map(made);
        return new PlatformPayload.Scanned(
                new PlatformPayload(SampleTransfer.desensitised(judge), payload.mapping(), payload.mapped()));
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

    private void assertDenied(PlatformPayload.Scanned payload, ReasonCode reason) {
        assertThatThrownBy(() -> confirmPermit.confirm(payload))
                .isInstanceOfSatisfying(TransferStopped.class, stopped -> {
                    assertThat(stopped.verdict().state()).isEqualTo(TransferState.DENIED);
                    assertThat(stopped.verdict().reason()).isEqualTo(reason);
                    assertThat(stopped.verdict().content()).isNull();
                    assertThat(stopped.verdict().agreement()).isEqualTo("A1");
                });
    }
}
