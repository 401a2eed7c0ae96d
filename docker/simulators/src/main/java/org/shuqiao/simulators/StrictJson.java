package org.shuqiao.simulators;

import java.io.IOException;
import java.util.Optional;
import wiremock.com.fasterxml.jackson.core.JsonFactory;
import wiremock.com.fasterxml.jackson.core.JsonProcessingException;
import wiremock.com.fasterxml.jackson.core.StreamReadConstraints;
import wiremock.com.fasterxml.jackson.core.StreamReadFeature;
import wiremock.com.fasterxml.jackson.databind.DeserializationFeature;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.json.JsonMapper;
import wiremock.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON by the Jackson that comes inside WireMock: a parser the gateway does not use. No canonicalisation anywhere. */
final class StrictJson {
    /** A whole batch is one text in a call; Jackson's own limit of 20 million characters would refuse a full one. */
    static final int MAX_TEXT_CHARACTERS = 64 << 20;

    /** Far beyond any record, and far from what a thread's stack can hold. */
    static final int MAX_DEPTH = 100;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_TEXT_CHARACTERS)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The one JSON object that these bytes are; nothing when they are anything else. */
    Optional<ObjectNode> object(byte[] bytes) {
        try {
            JsonNode node = mapper.readTree(bytes);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    byte[] bytes(JsonNode node) {
        try {
            return mapper.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values cannot be written", e);
        }
    }
}
