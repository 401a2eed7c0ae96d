package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report on an industry on its way to the platform: what its tables may tell, and what it is marked with. */
@ExtendWith(OneGateway.class)
class IndustryReportTest {
    private static final String DATASET = "industry_report";

    private final GatewayUnderTest gateway;

    IndustryReportTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    private static ObjectNode permission(ObjectNode agreement) {
        for (JsonNode permission : agreement.path("permission")) {
            if (permission.path("dataset").stringValue().equals(DATASET)) {
                return (ObjectNode) permission;
            }
        }
        throw new AssertionError("no permission of " + DATASET);
    }

    private TestCenter centerUnder(String... dutiesBefore) {
        TestCenter center = gateway.newCenter();
        gateway.putInForce(gateway.agreementOf(center)
                .with(agreement -> {
                    ArrayNode duties = permission(agreement).putArray("duties_pre");
                    List.of(dutiesBefore).forEach(duties::add);
                })
                .bytes());
        return center;
    }

    @Test
    void case29SendsNoCellOfThreeAndSaysSoInTheStatement() {
        TestCenter center = gateway.newCenterWithAgreement();
        String submission = center.accepted(DATASET, center.record(DATASET));

        JsonNode transfer = center.awaitTransfer(submission, "STORED");

        String id = transfer.required("transferId").stringValue();
        JsonNode sent =
                JsonMapper.shared().readTree(gateway.platform().calls(id).get(0).body());
        assertThat(sent.at("/FZTJ/2").toString()).isEqualTo("{\"QYGM\":\"大型\",\"SZHDJ\":\"四级\",\"YCBZ\":\"已隐去\"}");
        assertThat(sent.at("/FZTJ/4/QYS").intValue()).isEqualTo(6);
        assertThat(sent.path("SYBJ").stringValue())
                .isEqualTo("数据来源标记：协议 agreement-" + center.usci() + " 第1版；接收平台 qingdao；用途 公共数据开放共享；传输 " + id);
        assertThat(transfer.path("transforms").toString()).contains("/cells/*", "small-cells:5");
        assertThat(gateway.sql()
                        .queryForObject(
                                "SELECT convert_from(statement, 'UTF8') FROM transfer_content WHERE id = ?::uuid",
                                String.class,
                                id))
                .contains("{\"name\":\"small-cells:5\",\"path\":\"/cells/*\",\"version\":\"1\"}");
    }

    @Test
    void case29DeniesTheReportWhereTheAgreementBlocks() {
        TestCenter center = centerUnder("k_min:5:block");
        String submission = center.accepted(DATASET, center.record(DATASET));

        JsonNode transfer = center.awaitTransfer(submission, "DENIED");

        assertThat(transfer.path("reason").stringValue()).isEqualTo("SMALL_CELLS");
        assertThat(gateway.platform().calls(transfer.required("transferId").stringValue()))
                .isEmpty();
    }

    @Test
    void aDryRunShowsTheMarkAndTheSuppressedCellsAsTheyWouldLeave() {
        TestCenter center = gateway.newCenterWithAgreement();

        JsonNode foreseen = center.client()
                .post("/api/v1/submissions/" + DATASET + "/dry-run", center.record(DATASET))
                .expect(200)
                .json()
                .at("/platforms/0");

        assertThat(foreseen.path("state").stringValue()).isEqualTo("READY");
        assertThat(foreseen.at("/payload/FZTJ/2").has("QYS")).isFalse();
        assertThat(foreseen.at("/payload/SYBJ").stringValue()).startsWith("数据来源标记：协议 agreement-");
    }
}
