package org.shuqiao.mappings.platforms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.node.ObjectNode;

/** Qingdao as if it took one call at a time, for which nobody waits long. */
public final class QingdaoInAHurry {
    private QingdaoInAHurry() {}

    public static Platform waitingFor(int connectTimeoutMs, int responseTimeoutMs) {
        Platform qingdao = Platforms.load(Datasets.load()).find("qingdao").orElseThrow();
        ObjectNode json = YamlFile.resource("platforms/qingdao/descriptor.yaml").json();
        json.withObject("/limits")
                .put("connectTimeoutMs", connectTimeoutMs)
                .put("responseTimeoutMs", responseTimeoutMs)
                .put("maxInFlight", 1);
        PlatformDescriptor descriptor = Platforms.descriptor(Resources.JSON.writeValueAsBytes(json));
        Map<String, PlatformMapping> mappings = new HashMap<>();
        descriptor
                .datasets()
                .keySet()
                .forEach(dataset ->
                        mappings.put(dataset, qingdao.mapping(dataset).orElseThrow()));
        return new Platform(descriptor, mappings, qingdao.sampleAgreement(), Optional.empty());
    }
}
