package org.shuqiao.simulators;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The text that a call's signature covers, in the way of the national SM envelope interfaces: members sorted by name,
 * empty ones left out, {@code name=value} joined by {@code &}, and the application secret at the end.
 */
final class SignedText {
    private static final Set<String> NOT_COVERED = Set.of("signData", "encData", "extra");

    private final String secret;

    SignedText(String secret) {
        this.secret = secret;
    }

    /** The text of this call with this content of {@code data}. */
    String of(ObjectNode call, ObjectNode data) {
        Map<String, JsonNode> covered = filled(call);
        covered.keySet().removeAll(NOT_COVERED);
        covered.put("data", data);
        StringBuilder text = new StringBuilder();
        covered.forEach((name, value) -> {
            text.append(name).append('=');
            if (value.isTextual()) {
                text.append(value.textValue());
            } else {
                write(value, text);
            }
            text.append('&');
        });
        return text.append("key=").append(secret).toString();
    }

    private static void write(JsonNode value, StringBuilder text) {
        if (value.isObject()) {
            char before = '{';
            for (Map.Entry<String, JsonNode> member : filled(value).entrySet()) {
                quote(member.getKey(), text.append(before));
                write(member.getValue(), text.append(':'));
                before = ',';
            }
            text.append(before == '{' ? "{}" : "}");
        } else if (value.isArray()) {
            char before = '[';
            for (JsonNode element : value) {
                write(element, text.append(before));
                before = ',';
            }
            text.append(before == '[' ? "[]" : "]");
        } else if (value.isTextual()) {
            quote(value.textValue(), text);
        } else {
            text.append(value.asText());
        }
    }

    /** The members that are not empty, by name. */
    private static Map<String, JsonNode> filled(JsonNode object) {
        Map<String, JsonNode> filled = new TreeMap<>();
        object.properties().forEach(member -> {
            if (!isEmpty(member.getValue())) {
                filled.put(member.getKey(), member.getValue());
            }
        });
        return filled;
    }

    /** Elements of an array count even when they are empty; members of an object do not. */
    private static boolean isEmpty(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream().allMatch(member -> isEmpty(member.getValue()));
        }
        return value.isNull()
                || (value.isArray() && value.isEmpty())
                || (value.isTextual() && value.textValue().isEmpty());
    }

    /** The shortest form of a JSON string (RFC 8785, 3.2.2.2). */
    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\f' -> text.append("\\f");
                case '\r' -> text.append("\\r");
                default -> text.append(c < ' ' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        text.append('"');
    }
}
