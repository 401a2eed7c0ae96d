package org.shuqiao.mappings.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.mappings.Fixtures;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.Usci;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import org.shuqiao.mappings.platforms.PlatformDescriptor.StatementCarrier;
import org.shuqiao.mappings.platforms.SignatureDescription.Form;
import tools.jackson.databind.node.ObjectNode;

class PlatformDescriptorTest {

    private final PlatformDescriptor qingdao = Fixtures.QINGDAO.descriptor();
    private final PlatformDescriptor capabilityCenter = Fixtures.CAPABILITY_CENTER.descriptor();

    @Test
    void readsQingdao() {
        assertThat(qingdao.id()).isEqualTo("qingdao");
        assertThat(qingdao.name().zh()).isEqualTo("青岛市公共数据服务平台");
        assertThat(Usci.violation(qingdao.usci())).isNull();
        assertThat(qingdao.purpose()).isEqualTo("公共数据开放共享");
        assertThat(qingdao.redelivery()).isEqualTo(Redelivery.IDEMPOTENT);
        assertThat(qingdao.receipt().signed()).isTrue();
        String resource = qingdao.datasets().get("diagnosis_report").resource();
        assertThat(qingdao.requiredCall().path(resource)).isEqualTo("/gateway/api/1/diagnosis-report");
        assertThat(qingdao.transport()).isEqualTo(new Transport.Http());
        assertThat(qingdao.transport().maxRows()).isEqualTo(1);
        assertThat(qingdao.requiredCall()).isInstanceOfSatisfying(CallFamily.A.class, call -> assertThat(call.headers())
                .containsEntry("clientId", "X-Client-Id"));
        assertThat(qingdao.statement())
                .isInstanceOfSatisfying(StatementCarrier.Header.class, header -> assertThat(header.headers())
                        .containsEntry("statement", "X-Shuqiao-Statement"));
        assertThat(qingdao.receipt().isTwoStage()).isFalse();
        assertThat(qingdao.query()).isEmpty();
    }

    @Test
    void readsTheCapabilityCenter() {
        assertThat(Usci.violation(capabilityCenter.usci())).isNull();
        assertThat(capabilityCenter.redelivery()).isEqualTo(Redelivery.QUERY_FIRST);
        assertThat(capabilityCenter.transport())
                .isInstanceOfSatisfying(Transport.HttpBatch.class, batch -> assertThat(batch.maxRows())
                        .isEqualTo(500));
        assertThat(capabilityCenter.requiredCall()).isInstanceOfSatisfying(CallFamily.D.class, call -> {
            assertThat(call.path("activity")).isEqualTo("/openapi/v1/activity/batch");
            assertThat(call.signature()).isEqualTo(new SignatureDescription(Form.RAW, "shuqiao@cq-capability"));
            assertThat(call.encryption()).isEqualTo(CallFamily.Encryption.SM2_SM4_GCM);
        });
        assertThat(capabilityCenter.statement().signature())
                .isEqualTo(new SignatureDescription(Form.CMS, "1234567812345678"));
        assertThat(capabilityCenter.receipt().signature())
                .isEqualTo(new SignatureDescription(Form.RAW, "cq-capability"));
        assertThat(capabilityCenter.receipt().isTwoStage()).isTrue();
        assertThat(capabilityCenter.receipt().first()).containsExactly(ReceiptStage.ACCEPTED);
        assertThat(capabilityCenter.receipt().second())
                .containsExactlyInAnyOrder(ReceiptStage.STORED, ReceiptStage.REJECTED);
        assertThat(capabilityCenter.query())
                .hasValueSatisfying(query -> assertThat(query.path()).isEqualTo("/openapi/v1/query"));
    }

    @ParameterizedTest
    @CsvSource({"0,OK", "1001,DUPLICATE", "4001,SCHEMA", "4011,AUTH", "4090,REJECT", "9999,UNKNOWN", ",UNKNOWN"})
    void classifiesRow(String code, PlatformResult result) {
        assertThat(capabilityCenter.results().classifyRow(code)).isEqualTo(result);
    }

    /** One change to a descriptor that is right otherwise. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kind: http-batch | kind: sftp",
                "maxRows: 500 | maxRows: 0",
                "key: rowKey | id: rowKey",
                "family: D | family: Z",
                "sm2-sm4-gcm | none",
                "form: raw | form: jws",
                "userId: cq-capability | userId: ''",
                "carrier: body | carrier: sidecar",
                "signed: true | signed: false",
                "first: [ACCEPTED] | first: [STORED]",
                "second: [STORED, REJECTED] | second: []",
                "second: [STORED, REJECTED] | second: [LOST]",
                "maxKeys: 500 | maxKeys: 0",
                "longestMs: 300000 | longestMs: 1",
                "redelivery: query-first | redelivery: sometimes",
                "audience: industry | audience: everybody",
                "audience: industry | ``",
                "redelivery: | `unknown: 1\nredelivery:`",
                "passesOnTo: [] | passesOnTo: [\"市统计局\"]",
                "passesOnTo: [] | ``",
                "endpointId: cq-capability-center | ``"
            })
    void refusesADescriptorWithOnePartWrong(String part, String wrong) {
        String json =
                new String(Resources.bytes("platforms/capability-center/descriptor.yaml"), StandardCharsets.UTF_8);
        assertThat(json).contains(part);
        assertThat(refusal(json.replace(part, wrong == null ? "" : wrong))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void readsToWhomAPlatformPassesDataOn() {
        String json = new String(Resources.bytes("platforms/qingdao/descriptor.yaml"), StandardCharsets.UTF_8)
                .replace("aggregate]", "aggregate, redistribute]")
                .replace("passesOnTo: []", "passesOnTo: [市统计局]");

        assertThat(Platforms.descriptor(json.getBytes(StandardCharsets.UTF_8)).passesOnTo())
                .containsExactly("市统计局");
        assertThat(qingdao.passesOnTo()).isEmpty();
    }

    @Test
    void refusesPartsThatCannotWorkTogether() {
        ObjectNode noQuery = batch();
        noQuery.putNull("query");
        assertThat(refusal(noQuery.toString())).isEqualTo(Reason.MALFORMED);
        ObjectNode noRowCodes = batch();
        noRowCodes.withObject("/results").putObject("rows");
        assertThat(refusal(noRowCodes.toString())).isEqualTo(Reason.MALFORMED);
        ObjectNode single = batch();
        single.putObject("transport").put("kind", "http");
        assertThat(refusal(single.toString())).isEqualTo(Reason.MALFORMED);
    }

    private static ObjectNode batch() {
        return YamlFile.resource("platforms/capability-center/descriptor.yaml").json();
    }

    private static Reason refusal(String json) {
        MappingRefused refused = catchThrowableOfType(
                MappingRefused.class, () -> Platforms.descriptor(json.getBytes(StandardCharsets.UTF_8)));
        assertThat(refused).as("the refusal of %s", json).isNotNull();
        return refused.reason();
    }

    @ParameterizedTest
    @CsvSource({
        "200,0,OK",
        "200,1001,DUPLICATE",
        "200,4090,REJECT",
        "401,4010,AUTH",
        "401,4011,AUTH",
        "400,4000,SCHEMA",
        "429,4290,QUOTA",
        "503,5030,RETRY",
        "200,9999,UNKNOWN",
        "200,,UNKNOWN",
        "503,,RETRY",
        "429,,QUOTA",
        "500,,UNKNOWN",
        "504,,UNKNOWN",
        "400,0,OK"
    })
    void classifiesAnswer(int status, String code, PlatformResult result) {
        assertThat(qingdao.results().classify(status, code)).isEqualTo(result);
    }

    @Test
    void mappingNamesItselfForTheStatement() {
        PlatformMapping mapping = Fixtures.QINGDAO.mapping("activity").orElseThrow();
        assertThat(mapping.id()).isEqualTo("qingdao-activity/1.0.0");
        assertThat(new String(mapping.source(), StandardCharsets.UTF_8)).contains("/HDMC");
        assertThat(Fixtures.QINGDAO.mapping("nothing")).isEmpty();
        assertThat(Fixtures.PLATFORMS.find("nothing")).isEmpty();
    }
}
