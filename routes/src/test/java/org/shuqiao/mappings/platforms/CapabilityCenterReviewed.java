package org.shuqiao.mappings.platforms;

import java.util.HashMap;
import java.util.Map;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.node.ObjectNode;

/** The capability center, were what it receives reviewed by a district and a city, and decided on by a province. */
public final class CapabilityCenterReviewed {
    private static final String REVIEW =
            """
            {"bodies": [{"id": "district", "zh": "区县", "en": "District", "role": "receives"},
                        {"id": "city", "zh": "市", "en": "City", "role": "forwards"},
                        {"id": "province", "zh": "省", "en": "Province", "role": "decides"}],
             "steps": [{"from": "district", "to": "city"}, {"from": "city", "to": "province"}],
             "mayReturn": ["district", "province"]}
            """;

    private CapabilityCenterReviewed() {}

    public static Platform platform() {
        Platform plain =
                Platforms.load(Datasets.load()).find("capability-center").orElseThrow();
        ObjectNode json =
                YamlFile.resource("platforms/capability-center/descriptor.yaml").json();
        json.set("review", Resources.JSON.readTree(REVIEW));
        PlatformDescriptor descriptor = Platforms.descriptor(Resources.JSON.writeValueAsBytes(json));
        Map<String, PlatformMapping> mappings = new HashMap<>();
        descriptor
                .datasets()
                .keySet()
                .forEach(dataset -> mappings.put(dataset, plain.mapping(dataset).orElseThrow()));
        return new Platform(descriptor, mappings, plain.sampleAgreement(), plain.sampleInboundAgreement());
    }
}
