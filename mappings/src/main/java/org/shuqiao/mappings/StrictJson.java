package org.shuqiao.mappings;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.shuqiao.mappings.MalformedRecord.Code;
import org.shuqiao.mappings.MalformedRecord.Location;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bytes to a tree, once, and only if there is exactly one way to read them: two readers of the same bytes must never see two records.
 *
 * <p>UTF-8 is decoded here, strictly, because Jackson guesses other encodings and lets some malformed sequences pass. The limits are
 * checked here too, so that each has its own code; Jackson's are opened where ours are tighter.
 */
public final class StrictJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(RecordLimits.NESTING_LEVELS + 1)
                    .maxStringLength(RecordLimits.BODY_BYTES)
                    .maxNameLength(RecordLimits.BODY_BYTES)
                    .maxNumberLength(RecordLimits.BODY_BYTES)
                    .build())
            .build();

    public ObjectNode read(byte[] body) {
        if (body.length > RecordLimits.BODY_BYTES) {
            throw new MalformedRecord(Code.BODY_TOO_LONG, new Location(1, 1));
        }
        CharBuffer text = decode(body);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text.array(), 0, text.length())) {
            return new Reading(parser).document();
        } catch (JacksonException e) {
            // The text of a Jackson exception quotes its input, so neither message nor cause goes on.
            Location location = location(e.getLocation());
            throw text.chars().anyMatch(c -> c == 0)
                    ? new MalformedRecord(Code.NUL_CHARACTER, location)
                    : new MalformedRecord(Code.INVALID_JSON, location);
        }
    }

    private static CharBuffer decode(byte[] body) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(body);
        CharBuffer out = CharBuffer.allocate(body.length);
        CoderResult result = decoder.decode(in, out, true);
        if (result.isError()) {
            throw new MalformedRecord(Code.INVALID_UTF8, location(body, in.position()));
        }
        return out.flip();
    }

    private static Location location(byte[] body, int offset) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (body[i] == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new Location(line, offset - lineStart + 1);
    }

    private static Location location(TokenStreamLocation at) {
        return new Location(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }

    /** One pass over one body. */
    private static final class Reading {

        private final JsonParser parser;
        private int values;

        Reading(JsonParser parser) {
            this.parser = parser;
        }

        ObjectNode document() {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw refused(first == null ? Code.INVALID_JSON : Code.NOT_AN_OBJECT);
            }
            ObjectNode root = object(1);
            JsonToken next;
            try {
                next = parser.nextToken();
            } catch (JacksonException e) {
                throw new MalformedRecord(Code.TRAILING_CONTENT, location(e.getLocation()));
            }
            if (next != null) {
                throw refused(Code.TRAILING_CONTENT);
            }
            return root;
        }

        private ObjectNode object(int level) {
            checkLevel(level);
            ObjectNode object = NODES.objectNode();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                if (name.length() > RecordLimits.NAME_UTF16_UNITS) {
                    throw refused(Code.NAME_TOO_LONG);
                }
                checkCharacters(name);
                if (object.has(name)) {
                    throw refused(Code.DUPLICATE_KEY);
                }
                object.set(name, value(parser.nextToken(), level));
            }
            return object;
        }

        private ArrayNode array(int level) {
            checkLevel(level);
            ArrayNode array = NODES.arrayNode();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                array.add(value(token, level));
            }
            return array;
        }

        private JsonNode value(JsonToken token, int level) {
            if (++values > RecordLimits.VALUES) {
                throw refused(Code.TOO_MANY_VALUES);
            }
            return switch (token) {
                case START_OBJECT -> object(level + 1);
                case START_ARRAY -> array(level + 1);
                case VALUE_STRING -> string();
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token);
                case VALUE_TRUE -> NODES.booleanNode(true);
                case VALUE_FALSE -> NODES.booleanNode(false);
                case VALUE_NULL -> NODES.nullNode();
                case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                    throw refused(Code.INVALID_JSON);
            };
        }

        private JsonNode string() {
            if (parser.getStringLength() > RecordLimits.STRING_UTF16_UNITS) {
                throw refused(Code.STRING_TOO_LONG);
            }
            String text = parser.getString();
            checkCharacters(text);
            return NODES.stringNode(text);
        }

        private JsonNode number(JsonToken token) {
            int length = parser.getStringLength();
            if (length > RecordLimits.NUMBER_CHARACTERS) {
                throw refused(Code.NUMBER_TOO_LONG);
            }
            if (token == JsonToken.VALUE_NUMBER_INT) {
                // Up to 18 characters always fit a long.
                return length <= 18
                        ? NODES.numberNode(parser.getLongValue())
                        : NODES.numberNode(parser.getBigIntegerValue());
            }
            BigDecimal number = decimal();
            if (Math.abs((long) number.scale()) > RecordLimits.NUMBER_EXPONENT) {
                throw refused(Code.NUMBER_OUT_OF_RANGE);
            }
            return NODES.numberNode(number);
        }

        private BigDecimal decimal() {
            try {
                return parser.getDecimalValue();
            } catch (NumberFormatException e) {
                // Jackson lets this through for exponents that BigDecimal cannot hold.
                throw refused(Code.NUMBER_OUT_OF_RANGE);
            }
        }

        private void checkLevel(int level) {
            if (level > RecordLimits.NESTING_LEVELS) {
                throw refused(Code.NESTED_TOO_DEEP);
            }
        }

        private void checkCharacters(String text) {
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == 0) {
                    throw refused(Code.NUL_CHARACTER);
                }
                if (isBidiControl(c)) {
                    throw refused(Code.BIDI_CONTROL);
                }
                if (Character.isSurrogate(c)) {
                    if (Character.isLowSurrogate(c)
                            || i + 1 == text.length()
                            || !Character.isLowSurrogate(text.charAt(i + 1))) {
                        throw refused(Code.LONE_SURROGATE);
                    }
                    i++;
                }
            }
        }

        /** Embeddings, overrides and isolates of UAX #9; marks without a scope change nothing that is written. */
        private static boolean isBidiControl(char c) {
            return (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
        }

        private MalformedRecord refused(Code code) {
            return new MalformedRecord(code, location(parser.currentTokenLocation()));
        }
    }
}
