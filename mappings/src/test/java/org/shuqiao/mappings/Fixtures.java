package org.shuqiao.mappings;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.masking.MaskingKey;
import org.shuqiao.mappings.masking.MaskingKeys;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the tests of this module share: the real data files, and keys of their own. */
public final class Fixtures {

    public static final Datasets DATASETS = Datasets.load();
    public static final Dataset ACTIVITY = DATASETS.find("activity").orElseThrow();
    public static final Dataset DIAGNOSIS = DATASETS.find("diagnosis_report").orElseThrow();
    public static final Dataset INDUSTRY = DATASETS.find("industry_report").orElseThrow();
    public static final Platforms PLATFORMS = Platforms.load(DATASETS);
    public static final Platform QINGDAO = PLATFORMS.find("qingdao").orElseThrow();
    public static final Platform CAPABILITY_CENTER =
            PLATFORMS.find("capability-center").orElseThrow();

    private Fixtures() {}

    public static byte[] sample(Dataset dataset, String name) {
        return dataset.samples().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    public static ObjectNode sampleJson(Dataset dataset, String name) {
        return (ObjectNode) Resources.JSON.readTree(sample(dataset, name));
    }

    public static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** The rules of Qingdao's sample agreement for a dataset. */
    public static List<FieldRule> rules(Dataset dataset) {
        return rules(QINGDAO, dataset);
    }

    /** The rules of the platform's sample agreement for a dataset. */
    public static List<FieldRule> rules(Platform platform, Dataset dataset) {
        List<FieldRule> rules = new ArrayList<>();
        for (JsonNode permission :
                Resources.JSON.readTree(platform.sampleAgreement()).path("permission")) {
            if (permission.path("dataset").asString().equals(dataset.id())) {
                for (JsonNode field : permission.path("fields")) {
                    rules.add(new FieldRule(
                            field.path("path").asString(),
                            FieldClass.valueOf(field.path("class").asString()),
                            field.path("transform").asString(),
                            field.path("required").asBoolean(),
                            "permission/" + rules.size()));
                }
            }
        }
        return rules;
    }

    public static MappedPayload payload(Dataset dataset, CanonicalRecord record) {
        return payload(QINGDAO, dataset, record);
    }

    public static MappedPayload payload(Platform platform, Dataset dataset, CanonicalRecord record) {
        Desensitised desensitised =
                new Desensitiser(new Keys("v1")).apply(dataset, record, rules(platform, dataset), platform.id());
        return platform.mapping(dataset.id()).orElseThrow().map(desensitised);
    }

    /** Real HMAC-SM3 with one key for each consumer and version. */
    public record Keys(String keyVersion) implements MaskingKeys {

        @Override
        public MaskingKey of(String consumer, int year) {
            return new Key(consumer + "/" + keyVersion, keyVersion);
        }

        public static byte[] hmac(String key, byte[] value) {
            HMac mac = new HMac(new SM3Digest());
            mac.init(new KeyParameter(key.getBytes(StandardCharsets.UTF_8)));
            mac.update(value, 0, value.length);
            byte[] out = new byte[mac.getMacSize()];
            mac.doFinal(out, 0);
            return out;
        }
    }

    private record Key(String secret, String version) implements MaskingKey {

        @Override
        public byte[] hmacSm3(byte[] value) {
            return Keys.hmac(secret, value);
        }

        @Override
        public String encryptDigits(String digits, byte[] tweak) {
            byte[] key = Arrays.copyOf(Keys.hmac("fpe", secret.getBytes(StandardCharsets.UTF_8)), 16);
            byte[] values = new byte[digits.length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (byte) (digits.charAt(i) - '0');
            }
            FPEFF1Engine engine = new FPEFF1Engine(new SM4Engine());
            engine.init(true, new FPEParameters(new KeyParameter(key), 10, tweak));
            engine.processBlock(values, 0, values.length, values, 0);
            StringBuilder encrypted = new StringBuilder();
            for (byte value : values) {
                encrypted.append(value);
            }
            return encrypted.toString();
        }
    }
}
