package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The log of the whole run so far holds no value of a record, no key and no payload. */
@ExtendWith(OneGateway.class)
@Order(Integer.MAX_VALUE - 2)
class LogTest {
    private final GatewayUnderTest gateway;

    LogTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void holdsNoValueOfARecordAndNoKey() {
        TestCenter center = gateway.newCenterWithAgreement();
        for (Dataset dataset : List.of(dataset("activity"), dataset("diagnosis_report"))) {
            ObjectNode record = center.record(dataset.id());
            center.awaitTransfer(center.accepted(dataset.id(), record), "STORED");
            byte[] bytes = JsonMapper.shared().writeValueAsBytes(record);
            bytes[bytes.length / 2] = 0;
            assertThat(center.submit(dataset.id(), bytes).status()).isEqualTo(400);
            record.put("version", "13800138000");
            center.submit(dataset.id(), record).expect(422);
        }
        holdsNoSecret(gateway);
    }

    private static Dataset dataset(String id) {
        return Datasets.load().find(id).orElseThrow();
    }

    static void holdsNoSecret(GatewayUnderTest gateway) {
        String marker = UUID.randomUUID().toString();
        LoggerFactory.getLogger(LogTest.class).info("reading the log at {}", marker);
        String log = gateway.log();
        assertThat(log).contains(marker);
        Set<String> secrets = SampleSecrets.ofEverySample();
        gateway.platform().calls().forEach(call -> {
            if (call.body().length > 0) {
                SampleSecrets.collect(JsonMapper.shared().readTree(call.body()), secrets);
            }
        });
        gateway.issuedKeys().forEach(key -> secrets.add(key.substring(key.indexOf('_', 3) + 1)));
        assertThat(secrets).hasSizeGreaterThan(100);
        Set<String> found = new LinkedHashSet<>(secrets);
        found.removeIf(secret -> !log.contains(secret));
        assertThat(found).isEmpty();
    }
}
