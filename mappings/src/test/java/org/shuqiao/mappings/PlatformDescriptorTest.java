package org.shuqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformDescriptorTest {

    private final PlatformDescriptor qingdao = Fixtures.QINGDAO.descriptor();

    @Test
    void readsQingdao() {
        assertThat(qingdao.id()).isEqualTo("qingdao");
        assertThat(qingdao.name().zh()).isEqualTo("青岛市公共数据服务平台");
        assertThat(Usci.violation(qingdao.usci())).isNull();
        assertThat(qingdao.purpose()).isEqualTo("公共数据开放共享");
        assertThat(qingdao.redelivery()).isEqualTo(Redelivery.IDEMPOTENT);
        assertThat(qingdao.receipt().signed()).isTrue();
        String resource = qingdao.datasets().get("diagnosis_report").resource();
        assertThat(qingdao.call().path(resource)).isEqualTo("/gateway/api/1/diagnosis-report");
        assertThat(qingdao.call().headers()).containsEntry("clientId", "X-Client-Id");
        assertThat(qingdao.statement().headers()).containsEntry("statement", "X-Shuqiao-Statement");
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
    void sampleAgreementFitsTheDescriptor() {
        var agreement = Resources.JSON.readTree(Fixtures.QINGDAO.sampleAgreement());
        assertThat(agreement.at("/consumer/usci").stringValue()).isEqualTo(qingdao.usci());
        assertThat(agreement.at("/consumer/endpoint_id").stringValue()).isEqualTo(qingdao.endpointId());
        assertThat(agreement.at("/purpose/0").stringValue()).isEqualTo(qingdao.purpose());
        assertThat(Usci.violation(agreement.at("/provider/usci").stringValue())).isNull();
        agreement.path("permission").forEach(permission -> assertThat(
                        permission.path("catalog_code").stringValue())
                .isEqualTo(qingdao.datasets()
                        .get(permission.path("dataset").stringValue())
                        .catalogCode()));
        Fixtures.DATASETS.all().forEach(dataset -> new Desensitiser(new Fixtures.Keys("v1"))
                .check(dataset, Fixtures.rules(dataset)));
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
