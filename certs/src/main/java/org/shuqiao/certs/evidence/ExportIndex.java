package org.shuqiao.certs.evidence;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The list in an export: {@code {"format":"shuqiao.export.v1","transfers":[{"transferId","file","sm3",…}, {"transferId","reason",…},
 * …],"next":null}}. Read as a stream, since it may be long; of each transfer only these members are looked at.
 *
 * @param entries by the name of the file
 * @param pending how many transfers are listed without evidence
 * @param more whether another export goes on where this one ends
 */
record ExportIndex(Map<String, Entry> entries, int pending, boolean more) {
    private static final String FORMAT = "shuqiao.export.v1";
    private static final int MAX_TEXT_CHARS = 10_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_TEXT_CHARS)
                    .maxNameLength(MAX_TEXT_CHARS)
                    .build())
            .build();

    /** An evidence that is listed. */
    record Entry(String transferId, String sm3) {}

    static ExportIndex read(InputStream in) throws CheckFailed {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            return read(json);
        } catch (JacksonException unreadable) { // dropped on purpose: it may quote the text
            throw new CheckFailed("index.json cannot be read");
        }
    }

    private static ExportIndex read(JsonParser json) throws CheckFailed {
        var entries = new HashMap<String, Entry>();
        int pending = 0;
        boolean known = false;
        boolean more = false;
        require(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("format")) {
                known = value == JsonToken.VALUE_STRING && FORMAT.equals(json.getString());
            } else if (name.equals("transfers")) {
                require(value == JsonToken.START_ARRAY);
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    pending += transfer(json, entries) ? 0 : 1;
                }
                require(json.currentToken() == JsonToken.END_ARRAY);
            } else {
                more |= name.equals("next") && value == JsonToken.VALUE_STRING;
                json.skipChildren();
            }
        }
        require(known && json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
        return new ExportIndex(entries, pending, more);
    }

    /** @return whether it is listed with evidence */
    private static boolean transfer(JsonParser json, Map<String, Entry> entries) throws CheckFailed {
        var texts = new HashMap<String, String>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                require(texts.put(name, json.getString()) == null);
            } else {
                json.skipChildren();
            }
        }
        String transferId = texts.getOrDefault("transferId", "");
        String file = texts.get("file");
        String sm3 = texts.getOrDefault("sm3", "");
        require(!transferId.isEmpty() && (file == null) == sm3.isEmpty());
        if (file != null) {
            require(entries.put(file, new Entry(transferId, sm3)) == null);
        }
        return file != null;
    }

    private static void require(boolean condition) throws CheckFailed {
        if (!condition) {
            throw new CheckFailed("index.json is no list of the format " + FORMAT);
        }
    }
}
