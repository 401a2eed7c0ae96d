package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.UUID;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** A row as a gateway makes it, right in everything until a test bends it. */
final class CapabilityRow {
    static final String CONTENT = "{\"hdmc\":\"数字化转型沙龙\",\"cjrs\":86}";

    private final DevelopmentKeys keys;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();

    private CapabilityRow(DevelopmentKeys keys) {
        this.keys = keys;
    }

    static CapabilityRow of(DevelopmentKeys keys, String rowKey, String content) {
        return new CapabilityRow(keys)
                .member("rowKey", rowKey)
                .base64("content", content.getBytes(UTF_8))
                .statement("gateway", Call.statement(rowKey, content, "capability-center"));
    }

    static CapabilityRow of(DevelopmentKeys keys) {
        return of(keys, UUID.randomUUID().toString(), CONTENT);
    }

    CapabilityRow statement(String signer, String statement) {
        return statement(statement, Cms.of(keys, signer, statement.getBytes(UTF_8)));
    }

    CapabilityRow statement(String statement, Cms cms) {
        return base64("statement", statement.getBytes(UTF_8)).base64("signature", cms.der());
    }

    CapabilityRow base64(String name, byte[] value) {
        return member(name, Base64.getEncoder().encodeToString(value));
    }

    CapabilityRow member(String name, String value) {
        json.put(name, value);
        return this;
    }

    CapabilityRow without(String name) {
        json.remove(name);
        return this;
    }

    byte[] decoded(String name) {
        return Base64.getDecoder().decode(json.path(name).textValue());
    }

    String rowKey() {
        return json.path("rowKey").textValue();
    }

    ObjectNode json() {
        return json;
    }
}
