package org.shuqiao.certs;

import java.util.Map;
import org.shuqiao.certs.UnrepresentableJson.Reason;
import tools.jackson.databind.JsonNode;

/**
 * The JSON Canonicalization Scheme (RFC 8785): one value, one sequence of bytes. Members are sorted by the UTF-16 code units of
 * their names, numbers are written as ECMAScript writes a double, strings with the shortest escapes, all in UTF-8 without white
 * space.
 */
public final class CanonicalJson {
    /** How deep arrays and objects may be nested. */
    public static final int MAX_NESTING_LEVELS = 1_000;

    private CanonicalJson() {}

    /**
     * Returns the canonical UTF-8 bytes of a value.
     *
     * @throws UnrepresentableJson if it has none; what it holds is never part of the message
     */
    public static byte[] bytes(JsonNode value) {
        var out = new CanonicalWriter();
        write(out, value, 0);
        return out.toByteArray();
    }

    private static void write(CanonicalWriter out, JsonNode value, int level) {
        if (level > MAX_NESTING_LEVELS) {
            throw new UnrepresentableJson(Reason.NESTED_TOO_DEEP);
        }
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(out, value, level);
            case ARRAY -> writeArray(out, value, level);
            case STRING -> out.string(value.stringValue());
            case NUMBER -> writeNumber(out, value);
            case BOOLEAN -> out.raw(value.booleanValue() ? "true" : "false");
            case NULL -> out.raw("null");
            case BINARY, POJO, MISSING -> throw new UnrepresentableJson(Reason.NOT_JSON);
        }
    }

    private static void writeObject(CanonicalWriter out, JsonNode object, int level) {
        out.raw('{');
        var members =
                object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
        var separator = false;
        for (Map.Entry<String, JsonNode> member : members) {
            if (separator) {
                out.raw(',');
            }
            separator = true;
            out.string(member.getKey());
            out.raw(':');
            write(out, member.getValue(), level + 1);
        }
        out.raw('}');
    }

    private static void writeArray(CanonicalWriter out, JsonNode array, int level) {
        out.raw('[');
        var separator = false;
        for (JsonNode element : array) {
            if (separator) {
                out.raw(',');
            }
            separator = true;
            write(out, element, level + 1);
        }
        out.raw(']');
    }

    private static void writeNumber(CanonicalWriter out, JsonNode number) {
        if (number.isInt() || number.isShort() || number.isLong()) {
            out.number(number.longValue());
        } else if (number.isBigInteger()) {
            out.number(number.bigIntegerValue());
        } else {
            // A float is asked for its decimal text first: widening it bit by bit would write digits nobody gave.
            out.number(
                    number.isBigDecimal()
                            ? number.decimalValue().doubleValue()
                            : Double.parseDouble(number.numberValue().toString()));
        }
    }
}
