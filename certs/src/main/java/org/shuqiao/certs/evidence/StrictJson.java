package org.shuqiao.certs.evidence;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON from strangers: one value and nothing after it, no member twice, every fault an {@link IllegalArgumentException}. */
final class StrictJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Agreements, receipts and manifests. */
    static final int MAX_DOCUMENT_BYTES = 1 << 20;

    private StrictJson() {}

    /** No message of an exception holds anything that was read. */
    static JsonNode parse(byte[] bytes, int maxBytes) {
        if (bytes.length > maxBytes) {
            throw new IllegalArgumentException("longer than " + maxBytes + " bytes");
        }
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException unreadable) { // dropped on purpose: it may quote the text
            throw new IllegalArgumentException("not JSON, or a member occurs twice");
        }
    }

    static String text(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isString()) {
            throw new IllegalArgumentException("the member " + member + " is missing or no text");
        }
        return value.stringValue();
    }

    static long number(JsonNode object, String member) {
        JsonNode value = object.path(member);
        if (!value.isInt() && !value.isLong()) {
            throw new IllegalArgumentException("the member " + member + " is missing or no integer");
        }
        return value.longValue();
    }

    /** Says whether a text is a value somewhere in here. */
    static boolean holds(JsonNode json, String text) {
        return json.isContainer()
                ? json.valueStream().anyMatch(value -> holds(value, text))
                : json.isString() && json.stringValue().equals(text);
    }
}
