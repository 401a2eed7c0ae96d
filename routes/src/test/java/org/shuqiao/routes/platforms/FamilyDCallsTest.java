package org.shuqiao.routes.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.DigitalEnvelope;
import org.shuqiao.certs.SignatureForm;
import org.shuqiao.certs.SignatureProfile;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.TransferState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class FamilyDCallsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path keys;

    private static CapabilityCenter center;

    @BeforeAll
    static void makeKeys() {
        center = new CapabilityCenter(keys);
    }

    @Test
    void sendsRowsWithTheirStatementsToThePathOfTheirDataset() throws Exception {
        List<ClaimedTransfer> transfers = center.claimed(3);

        Envelope envelope = push(transfers);

        assertThat(envelope.call().uri()).isEqualTo(URI.create("http://platform.example/openapi/v1/activity/batch"));
        assertThat(envelope.call().contentType()).isEqualTo("application/json;charset=UTF-8");
        assertThat(envelope.call().headers()).isEmpty();
        assertThat(envelope.payloadHashes())
                .containsExactlyElementsOf(transfers.stream()
                        .map(transfer -> Sm3.digest(transfer.payload()))
                        .toList());
        JsonNode rows = plain(envelope.call()).path("rows");
        assertThat(rows).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(rows.get(i).propertyNames()).containsExactly("content", "rowKey", "signature", "statement");
            assertThat(rows.get(i).path("rowKey").stringValue())
                    .isEqualTo(transfers.get(i).id().toString());
            assertThat(base64(rows.get(i), "content"))
                    .isEqualTo(transfers.get(i).payload());
            assertThat(base64(rows.get(i), "statement"))
                    .isEqualTo(transfers.get(i).statement());
            byte[] cms = base64(rows.get(i), "signature");
            SignatureProfile form = new SignatureProfile(SignatureForm.CMS, SignatureProfile.DEFAULT_USER_ID, false);
            center.access()
                    .authorities()
                    .get()
                    .verifier(SignatureForm.certificates(cms), CapabilityCenter.NOW, form)
                    .verify(transfers.get(i).statement(), cms);
        }
    }

    @Test
    void signsTheWholeCallWithTheRegisteredKey() throws Exception {
        HttpCall call = push(center.claimed(1)).call();
        ObjectNode json = (ObjectNode) JSON.readTree(call.body());

        assertThat(json.propertyNames())
                .containsExactlyInAnyOrder(
                        "appId", "version", "timestamp", "encType", "signType", "encKey", "encData", "signData");
        assertThat(json.path("timestamp").stringValue()).isEqualTo("1780272000000");
        byte[] signature = base64(json, "signData");
        assertThat(signature).hasSize(64);
        String text = FamilyDCall.signedText(json, new String(opened(call), UTF_8), "secret");
        center.access()
                .authorities()
                .get()
                .verifier(
                        center.client.chain(),
                        CapabilityCenter.NOW,
                        new SignatureProfile(SignatureForm.RAW, "shuqiao@cq-capability", false))
                .verify(text.getBytes(UTF_8), signature);
    }

    @Test
    void namesEachCallAnew() throws Exception {
        String first = plain(push(List.of(center.claimed(1, 1))).call())
                .path("batchId")
                .stringValue();
        String again = plain(push(List.of(center.claimed(1, 2))).call())
                .path("batchId")
                .stringValue();

        assertThat(first).hasSize(32).isNotEqualTo(again);
    }

    @Test
    void asksForTransfersByTheirIds() throws Exception {
        Inquiry inquiry = new Inquiry(List.of(
                center.asked(1, TransferState.UNKNOWN, 1, CapabilityCenter.NOW),
                center.asked(2, TransferState.ACCEPTED, 1, CapabilityCenter.NOW)));

        Question question =
                (Question) new BuildQuestion(Calls.of(center.access(), CapabilityCenter.CLOCK)).build(inquiry);

        assertThat(question.call().uri()).isEqualTo(URI.create("http://platform.example/openapi/v1/query"));
        assertThat(plain(question.call()).path("rowKeys").valueStream().map(JsonNode::stringValue))
                .containsExactly(
                        CapabilityCenter.id(1).toString(),
                        CapabilityCenter.id(2).toString());
    }

    @Test
    void encryptsForNobodyOnceTheCertificateIsOutOfDate() {
        Clock later = Clock.fixed(Instant.parse("2046-06-01T00:00:00Z"), ZoneOffset.UTC);
        PlatformCalls calls = Calls.of(center.access(), later);
        Batch batch = Calls.batch(center.claimed(1));
        Inquiry inquiry = new Inquiry(List.of(center.asked(1, TransferState.UNKNOWN, 1, CapabilityCenter.NOW)));

        assertThat(new BuildEnvelope(calls).build(batch))
                .isEqualTo(new UnsentBatch(batch, ReasonCode.CALL_SECRET_UNAVAILABLE));
        assertThat(new BuildQuestion(calls).build(inquiry)).isEqualTo(new Unasked(inquiry));
        assertThat(center.access().canBeCalled(CapabilityCenter.NOW)).isTrue();
        assertThat(center.access().canBeCalled(later.instant())).isFalse();
    }

    @Test
    void lateRowsDoNotLeave() {
        Batch late = new Batch(center.claimed(2), System.nanoTime() - 1);

        assertThat(new BuildEnvelope(Calls.of(center.access(), CapabilityCenter.CLOCK)).build(late))
                .isEqualTo(new UnsentBatch(late, ReasonCode.LEASE_SHORT));
    }

    private static Envelope push(List<ClaimedTransfer> transfers) throws CertificateRefused {
        return Calls.envelope(Calls.of(center.access(), CapabilityCenter.CLOCK), Calls.batch(transfers));
    }

    private static JsonNode plain(HttpCall call) throws Exception {
        return JSON.readTree(opened(call));
    }

    private static byte[] opened(HttpCall call) throws Exception {
        JsonNode json = JSON.readTree(call.body());
        return DigitalEnvelope.open(
                new DigitalEnvelope.Sealed(base64(json, "encKey"), base64(json, "encData")), center.decryption);
    }

    private static byte[] base64(JsonNode object, String member) {
        return Base64.getDecoder().decode(object.path(member).stringValue());
    }
}
