package org.shuqiao.mappings.masking;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What is done to a value before it may leave. A transform never lets a value through that it does not understand: it then answers
 * null, and the value is dropped.
 */
@FunctionalInterface
interface Transform {

    /** @param key of the consumer; most transforms need none */
    @Nullable JsonNode apply(JsonNode value, MaskingKey key);

    /** A transform from text to text; anything but text is dropped. */
    static Transform ofText(TextTransform transform) {
        return (value, key) -> {
            String text = value.isString() ? transform.apply(value.stringValue(), key) : null;
            return text == null ? null : StringNode.valueOf(text);
        };
    }

    @FunctionalInterface
    interface TextTransform {
        @Nullable String apply(String text, MaskingKey key);
    }
}
