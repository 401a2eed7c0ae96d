package org.shuqiao.routes.tables;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of a payload beside its content, for readers who do not open it. Many such databases keep text in GBK and put a question mark,
 * without a word, for what GBK has not; so what GBK has not is written as the mark for a missing character. The content has it exactly.
 */
final class PlainValues {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Charset GBK = Charset.forName("GBK");

    /** 〓, which printers have put for a character that they did not have. */
    private static final char MISSING = '\u3013';

    private final List<JsonPointer> pointers;

    PlainValues(List<String> pointers) {
        this.pointers = pointers.stream().map(JsonPointer::compile).toList();
    }

    /** One for each pointer; null where the payload has nothing there. */
    List<@Nullable String> of(byte[] payload) {
        List<@Nullable String> values = new ArrayList<>();
        if (!pointers.isEmpty()) {
            JsonNode json = json(payload);
            pointers.forEach(pointer -> values.add(value(json.at(pointer))));
        }
        return values;
    }

    private static JsonNode json(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (JacksonException notJson) {
            return JSON.nullNode();
        }
    }

    private static @Nullable String value(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return encodable(value.isContainer() ? value.toString() : value.asString());
    }

    static String encodable(String text) {
        CharsetEncoder encoder = GBK.newEncoder();
        if (encoder.canEncode(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            kept.append(encoder.canEncode(character) ? character : String.valueOf(MISSING));
        });
        return kept.toString();
    }
}
