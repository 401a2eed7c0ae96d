package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.ProofPlatform;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Preparation;
import org.shuqiao.routes.ledger.PreparedTransfer;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Proof material on its way to a platform that takes its files, and to one that does not. */
class AttachedFileTest {
    private final ConfirmPermit confirmPermit = SampleTransfer.confirmPermit();

    private static PlatformPayload.Scanned payload(
            String attachments, Preparation.Again again, Consumer<ObjectNode> change) {
        Platform platform = ProofPlatform.taking(attachments);
        AgreedSubmission agreed = SampleTransfer.proof(platform, again, change);
        return new PlatformPayload.Scanned(new MapToPlatform().map(SampleTransfer.desensitised(agreed)));
    }

    private PreparedTransfer stopped(PlatformPayload.Scanned payload) {
        return catchThrowableOfType(TransferStopped.class, () -> confirmPermit.confirm(payload))
                .verdict();
    }

    private static JsonNode step(PreparedTransfer verdict) {
        JsonNode trail = JsonMapper.shared().readTree(verdict.decision()).path("payload");
        return trail.valueStream()
                .filter(step -> step.path("step").asString("").equals("attachment"))
                .findFirst()
                .orElseThrow();
    }

    private static void approval(ObjectNode permission) {
        ((ArrayNode) permission.path("duties_pre")).add("human_approval");
    }

    @Test
    void noFileLeavesWithoutAPersonsWord() {
        PreparedTransfer verdict = stopped(payload("files", null, permission -> {}));

        assertThat(verdict.state()).isEqualTo(TransferState.DENIED);
        assertThat(verdict.reason()).isEqualTo(ReasonCode.ATTACHMENT);
    }

    @Test
    void whatAFileIsCalledLeavesToAPlatformThatTakesNone() {
        assertThat(confirmPermit
                        .confirm(payload("none", null, permission -> {}))
                        .ready(null)
                        .state())
                .isEqualTo(TransferState.READY);
    }

    @Test
    void aPersonIsAskedAboutAPayloadThatNamesTheFile() {
        PlatformPayload.Scanned payload = payload("files", null, AttachedFileTest::approval);

        PreparedTransfer asked = stopped(payload);
        assertThat(asked.state()).isEqualTo(TransferState.WAITING);
        assertThat(asked.reason()).isEqualTo(ReasonCode.DUTY_APPROVAL);
        assertThat(step(asked).path("asked").asString(""))
                .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");

        Preparation.Again approved =
                new Preparation.Again(UUID.randomUUID(), "qingdao", null, Set.of(), payload.hash());
        assertThat(confirmPermit
                        .confirm(payload("files", approved, AttachedFileTest::approval))
                        .ready(null)
                        .state())
                .isEqualTo(TransferState.READY);
    }

    @Test
    void noFileLeavesThatThePayloadDoesNotName() {
        PreparedTransfer verdict = stopped(payload("files", null, permission -> {
            approval(permission);
            permission.put("unlisted_field", "strip");
            ArrayNode fields = (ArrayNode) permission.path("fields");
            for (int i = fields.size() - 1; i >= 0; i--) {
                if (fields.get(i).path("path").asString("").equals("/sm3")) {
                    fields.remove(i);
                }
            }
        }));

        assertThat(verdict.state()).isEqualTo(TransferState.DENIED);
        assertThat(verdict.reason()).isEqualTo(ReasonCode.ATTACHMENT);
    }
}
