package org.shuqiao.gateway.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.gateway.cli.DemoRecords.DemoRecord;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.FieldClass;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway does to a record under the sample agreement, without the gateway. */
final class Gate {
    private final Platform platform;

    Gate(Datasets datasets) {
        this.platform = Platforms.load(datasets).find("qingdao").orElseThrow();
    }

    Platform platform() {
        return platform;
    }

    MappedPayload pass(DemoRecord record) {
        var desensitised = new Desensitiser(new TestKeys())
                .apply(
                        record.dataset(),
                        record.dataset().read(record.bytes()),
                        rules(record.dataset().id()),
                        platform.id());
        return platform.mapping(record.dataset().id()).orElseThrow().map(desensitised);
    }

    private List<FieldRule> rules(String dataset) {
        List<FieldRule> rules = new ArrayList<>();
        for (JsonNode permission : JsonMapper.builder()
                .build()
                .readTree(platform.sampleAgreement())
                .path("permission")) {
            if (permission.path("dataset").stringValue().equals(dataset)) {
                permission
                        .path("fields")
                        .forEach(field -> rules.add(new FieldRule(
                                field.path("path").stringValue(),
                                FieldClass.valueOf(field.path("class").stringValue()),
                                field.path("transform").stringValue(),
                                field.path("required").booleanValue(),
                                "clause")));
            }
        }
        return rules;
    }

    private static final class TestKeys implements MaskingKeys, MaskingKey {
        private final HmacSm3 hmac = new HmacSm3("test".getBytes(StandardCharsets.UTF_8));

        @Override
        public MaskingKey of(String consumer, int year) {
            return this;
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public byte[] hmacSm3(byte[] value) {
            return hmac.mac(value);
        }

        @Override
        public String encryptDigits(String digits, byte[] tweak) {
            throw new AssertionError("the sample agreement encrypts nothing");
        }
    }
}
