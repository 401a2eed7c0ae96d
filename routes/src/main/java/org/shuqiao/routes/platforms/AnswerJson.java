package org.shuqiao.routes.platforms;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of answers; anything may stand there. */
final class AnswerJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private AnswerJson() {}

    /** JSON null for what is no JSON. */
    static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            return JSON.nullNode();
        }
    }

    /** The result code of an answer or of one of its rows; null where there is none. */
    static @Nullable String code(JsonNode carrier) {
        JsonNode code = carrier.path("code");
        return code.isString() ? code.stringValue() : null;
    }
}
