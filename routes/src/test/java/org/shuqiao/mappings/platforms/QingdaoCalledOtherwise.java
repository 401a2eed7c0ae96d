package org.shuqiao.mappings.platforms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Resources;
import tools.jackson.databind.node.ObjectNode;

/** Qingdao with another family of calls, so that a family can be tried with real datasets, mappings and agreements. */
public final class QingdaoCalledOtherwise {
    /** Headers of families whose calls name a requester and a service. */
    private static final String REQUESTER_HEADERS =
            """
            {"requester": "gjgxjhpt_rid", "service": "gjgxjhpt_sid", "timestamp": "gjgxjhpt_rtime", "signature": "gjgxjhpt_sign",
             "idempotencyKey": "X-Idempotency-Key"}
            """;

    private static final Map<String, String> CALLS = Map.of(
            "A",
            """
            {"family": "A", "pathTemplate": "/gateway/api/1/{resource}",
             "headers": {"clientId": "X-Client-Id", "timestamp": "X-Timestamp", "nonce": "X-Nonce", "signature": "X-Signature",
                         "idempotencyKey": "X-Idempotency-Key"}}
            """,
            "B",
            """
            {"family": "B", "pathTemplate": "/httpproxy", "headers": %s,
             "keys": {"path": "/secrets", "serviceTemplate": "key-service",
                      "question": {"requester": "gjgxjhpt_rid", "service": "gjgxjhpt_sid", "timestamp": "gjgxjhpt_rtime",
                                   "signature": "gjgxjhpt_sign"},
                      "answer": {"code": "code", "data": "data", "secret": "secret", "until": "secretEndTime"},
                      "taken": "0", "wrapping": "aes-hex", "aheadMs": 60000}}
            """
                    .formatted(REQUESTER_HEADERS),
            "C",
            """
            {"family": "C", "pathTemplate": "/ebus/{resource}", "hex": "lower",
             "headers": {"clientId": "x-tif-paasid", "timestamp": "x-tif-timestamp", "nonce": "x-tif-nonce",
                         "signature": "x-tif-signature", "service": "x-tif-serviceid", "idempotencyKey": "X-Idempotency-Key"}}
            """,
            "E",
            """
            {"family": "E", "pathTemplate": "/upload/{resource}",
             "headers": {"appKey": "appKey", "timestamp": "timestamp", "signature": "signature", "idempotencyKey": "X-Idempotency-Key"}}
            """,
            "F",
            """
            {"family": "F", "pathTemplate": "/rest", "methodTemplate": "data.{resource}.push", "version": "1.0", "hex": "upper",
             "fields": {"appKey": "appKey", "method": "method", "content": "param", "timestamp": "timestamp", "version": "v",
                        "signature": "sign", "idempotencyKey": "key"}}
            """,
            "G",
            """
            {"family": "G", "pathTemplate": "/services/{resource}", "headers": %s,
             "tokens": {"path": "/secrets", "question": {"requester": "appId", "code": "authCode"},
                        "answer": {"code": "code", "data": "data", "token": "token", "seconds": "expiresIn"},
                        "taken": "0", "aheadMs": 60000}}
            """
                    .formatted(REQUESTER_HEADERS));

    private QingdaoCalledOtherwise() {}

    /** @param family A to G, but not D, which sends rows */
    public static Platform by(String family) {
        return by(family, "{\"windowMs\": 600000, \"maxCorrectionMs\": 0, \"codes\": []}");
    }

    /** @param clock how it looks at time stamps */
    public static Platform by(String family, String clock) {
        Platform qingdao = Platforms.load(Datasets.load()).find("qingdao").orElseThrow();
        ObjectNode json = YamlFile.resource("platforms/qingdao/descriptor.yaml").json();
        json.set("call", Resources.JSON.readTree(CALLS.get(family)));
        json.set("clock", Resources.JSON.readTree(clock));
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
