package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Any platform's sample agreement can be made one of the demonstration's center. */
class DemoAgreementTest {
    private static final Datasets DATASETS = Datasets.load();
    private static final Platforms PLATFORMS = Platforms.load(DATASETS);

    static List<String> platforms() {
        return SimulatedPlatform.ids();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void isThatOfTheCenterForItsProvince(String platform) {
        byte[] sample = PLATFORMS.find(platform).orElseThrow().sampleAgreement();
        JsonNode made = JsonMapper.shared()
                .readTree(AgreementDraft.parse(sample)
                        .of(DemoCenter.QINGDAO.usci(), DemoCenter.QINGDAO.region())
                        .bytes());
        assertThat(made.path("id").stringValue()).isEqualTo("agreement-" + platform + "-0039");
        assertThat(made.at("/provider/usci").stringValue()).isEqualTo(DemoCenter.QINGDAO.usci());
        assertThat(made.path("permission").valueStream()).allSatisfy(permission -> assertThat(
                        permission.at("/scope/regions/0").stringValue())
                .isEqualTo("37*"));
        assertThat(made.path("signatures")).isEmpty();
    }

    @Test
    void everySimulatedPlatformIsAFolder() {
        assertThat(PLATFORMS.all()).extracting(platform -> platform.id()).containsAll(SimulatedPlatform.ids());
    }
}
