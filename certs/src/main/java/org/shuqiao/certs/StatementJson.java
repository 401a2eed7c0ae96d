package org.shuqiao.certs;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.shuqiao.certs.Statement.Agreement;
import org.shuqiao.certs.Statement.Mapping;
import org.shuqiao.certs.Statement.Masking;
import org.shuqiao.certs.Statement.Transform;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON form of a {@link Statement}. Written by hand in the order that RFC 8785 asks for, because every transfer writes one and
 * sorting a tree costs several times as much.
 */
final class StatementJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LAST_YEAR = 9999;

    private StatementJson() {}

    static void requireFourDigitYear(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        if (year < 0 || year > LAST_YEAR) {
            throw new IllegalArgumentException("a time in a statement lies in the years 0000 to 9999");
        }
    }

    static byte[] write(Statement statement) {
        var out = new CanonicalWriter();
        out.raw("{\"agreements\":[");
        writeAgreements(out, statement.agreements());
        out.raw(']');
        text(out, "center", statement.center());
        text(out, "contentType", statement.contentType());
        text(out, "createdAt", TIME.format(statement.createdAt()));
        text(out, "dataset", statement.dataset());
        text(out, "gateway", statement.gateway());
        out.raw(",\"mapping\":{\"hash\":");
        out.string(statement.mapping().hash());
        text(out, "id", statement.mapping().id());
        out.raw("},\"masking\":");
        writeMasking(out, statement.masking());
        text(out, "originalHash", statement.originalHash());
        text(out, "payloadHash", statement.payloadHash());
        text(out, "platform", statement.platform());
        text(out, "purpose", statement.purpose());
        text(out, "recordId", statement.recordId());
        text(out, "submissionId", statement.submissionId().toString());
        UUID supersedes = statement.supersedes();
        if (supersedes != null) {
            text(out, "supersedes", supersedes.toString());
        }
        text(out, "transferId", statement.transferId().toString());
        out.raw(",\"transforms\":[");
        writeTransforms(out, statement.transforms());
        out.raw(']');
        text(out, "type", statement.type().format());
        out.raw(",\"version\":");
        out.number(statement.version());
        out.raw('}');
        return out.toByteArray();
    }

    /** Writes a further member of an object. */
    private static void text(CanonicalWriter out, String asciiName, String value) {
        out.raw(",\"");
        out.raw(asciiName);
        out.raw("\":");
        out.string(value);
    }

    private static void writeAgreements(CanonicalWriter out, List<Agreement> agreements) {
        var before = "{\"hash\":";
        for (Agreement agreement : agreements) {
            out.raw(before);
            out.string(agreement.hash());
            text(out, "id", agreement.id());
            out.raw(",\"version\":");
            out.number(agreement.version());
            out.raw('}');
            before = ",{\"hash\":";
        }
    }

    private static void writeMasking(CanonicalWriter out, Masking masking) {
        out.raw("{\"hash\":");
        out.string(masking.hash());
        text(out, "id", masking.id());
        out.raw(",\"keyVersions\":{");
        var separator = false;
        for (Map.Entry<String, String> entry : masking.keyVersions().entrySet()) {
            if (separator) {
                out.raw(',');
            }
            separator = true;
            out.string(entry.getKey());
            out.raw(':');
            out.string(entry.getValue());
        }
        out.raw("}}");
    }

    private static void writeTransforms(CanonicalWriter out, List<Transform> transforms) {
        var before = "{\"name\":";
        for (Transform transform : transforms) {
            out.raw(before);
            out.string(transform.name());
            text(out, "path", transform.path());
            text(out, "version", transform.version());
            out.raw('}');
            before = ",{\"name\":";
        }
    }

    static Statement read(byte[] canonical) {
        if (canonical.length > Statement.MAX_BYTES) {
            throw new MalformedStatement("a statement is longer than " + Statement.MAX_BYTES + " bytes");
        }
        try {
            Statement statement = statement(JSON.readTree(canonical));
            // This one comparison refuses all that was not looked at: unknown members, order, escapes, white space.
            if (Arrays.equals(canonical, statement.canonicalBytes())) {
                return statement;
            }
        } catch (JacksonException | DateTimeException | IllegalArgumentException unreadable) {
            // Dropped on purpose: its message may quote the text.
            throw new MalformedStatement("a member of a statement is missing or out of bounds, or it is no JSON");
        }
        throw new MalformedStatement("a statement is not in its canonical form");
    }

    private static Statement statement(JsonNode json) {
        JsonNode mapping = json.required("mapping");
        JsonNode masking = json.required("masking");
        return new Statement(
                Statement.Type.of(text(json, "type")),
                uuid(json, "transferId"),
                uuid(json, "submissionId"),
                text(json, "center"),
                text(json, "platform"),
                text(json, "dataset"),
                text(json, "recordId"),
                json.required("version").longValue(),
                text(json, "purpose"),
                agreements(json.required("agreements")),
                new Mapping(text(mapping, "id"), text(mapping, "hash")),
                new Masking(text(masking, "id"), text(masking, "hash"), keyVersions(masking)),
                transforms(json.required("transforms")),
                text(json, "originalHash"),
                text(json, "payloadHash"),
                text(json, "contentType"),
                json.has("supersedes") ? uuid(json, "supersedes") : null,
                TIME.parse(text(json, "createdAt"), Instant::from),
                text(json, "gateway"));
    }

    private static List<Agreement> agreements(JsonNode array) {
        var agreements = new ArrayList<Agreement>();
        for (JsonNode json : array) {
            agreements.add(
                    new Agreement(text(json, "id"), json.required("version").longValue(), text(json, "hash")));
        }
        return agreements;
    }

    private static Map<String, String> keyVersions(JsonNode masking) {
        var keyVersions = new TreeMap<String, String>();
        for (Map.Entry<String, JsonNode> entry : masking.required("keyVersions").properties()) {
            keyVersions.put(entry.getKey(), text(entry.getValue()));
        }
        return keyVersions;
    }

    private static List<Transform> transforms(JsonNode array) {
        var transforms = new ArrayList<Transform>();
        for (JsonNode json : array) {
            transforms.add(new Transform(text(json, "path"), text(json, "name"), text(json, "version")));
        }
        return transforms;
    }

    private static UUID uuid(JsonNode json, String member) {
        return UUID.fromString(text(json, member));
    }

    private static String text(JsonNode json, String member) {
        return text(json.required(member));
    }

    private static String text(JsonNode json) {
        String text = json.isString() ? json.stringValue() : null;
        if (text == null) {
            throw new IllegalArgumentException("not a string");
        }
        return text;
    }
}
