package org.shuqiao.mappings.platforms;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.masking.TransformCatalogue;
import tools.jackson.databind.node.ObjectNode;

/** Qingdao as if it took proof material, too, on a server for files. */
public final class ProofPlatform {
    private static final String MAPPING =
            """
            id: proof
            version: 1.0.0
            dataset: proof_material
            contentType: application/json
            tables: {}
            fields:
              - {to: /CLMC, zh: 材料名称, from: /title, accepts: [raw]}
              - {to: /WJDX, zh: 文件大小, from: /bytes, accepts: [raw]}
              - {to: /WJZY, zh: 文件摘要, from: /sm3, accepts: [raw]}
            """;

    private ProofPlatform() {}

    /** @param attachments {@code none} or {@code files} */
    public static Platform taking(String attachments) {
        Datasets datasets = Datasets.load();
        Platform qingdao = Platforms.load(datasets).find("qingdao").orElseThrow();
        ObjectNode json = YamlFile.resource("platforms/qingdao/descriptor.yaml").json();
        json.withObject("/datasets")
                .set(
                        "proof_material",
                        Resources.JSON.readTree(
                                """
                                {"resource": "proof", "catalogCode": "3021015009/000001", "classCeilings": ["G"]}
                                """));
        json.put("attachments", attachments);
        lay(json);
        PlatformDescriptor descriptor = Platforms.descriptor(Resources.JSON.writeValueAsBytes(json));
        Map<String, PlatformMapping> mappings = new HashMap<>();
        for (String dataset : descriptor.datasets().keySet()) {
            qingdao.mapping(dataset).ifPresent(mapping -> mappings.put(dataset, mapping));
        }
        PlatformDescriptor.Resource proof = descriptor.datasets().get("proof_material");
        mappings.put(
                "proof_material",
                PlatformMapping.of(
                        "proof_material.mapping.yaml",
                        MAPPING.getBytes(UTF_8),
                        datasets,
                        new TransformCatalogue(),
                        proof.classCeilings()));
        return new Platform(descriptor, mappings, qingdao.sampleAgreement(), Optional.empty());
    }

    private static void lay(ObjectNode json) {
        json.set(
                "transport",
                Resources.JSON.readTree(
                        """
                        {"kind": "sftp", "maxRows": 20, "maxBytes": 1000000, "dataFolder": "/in", "resultFolder": "/out"}
                        """));
        json.putNull("call").putNull("clock");
        json.set(
                "statement",
                Resources.JSON.readTree(
                        """
                        {"carrier": "body", "members": {"statement": "statement", "signature": "signature"},
                         "signature": {"form": "der", "userId": "1234567812345678"}}
                        """));
        json.set("results", Resources.JSON.readTree("{\"codes\": {}, \"httpStatus\": {}, \"rows\": {\"0\": \"OK\"}}"));
        json.putObject("collect").put("everyMs", 100).put("patienceMs", 600_000);
    }
}
