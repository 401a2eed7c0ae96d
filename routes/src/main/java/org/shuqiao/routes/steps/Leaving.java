package org.shuqiao.routes.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.platforms.PayloadWriter;
import org.shuqiao.routes.ledger.Preparation;

/**
 * What a center has written and leaves beside the payload, in the statement and in the call: the names under which it sends the record.
 * Everything else there is the gateway's, the platform's or the agreement's own, but the center's code, which its parties know.
 */
final class Leaving {
    /** Neither part of a number nor a gap in one. */
    private static final String UUID_LEFT_OUT = "※";

    private static final int UUID_CHARACTERS = 36;

    private final PayloadWriter writer = new PayloadWriter();
    private final List<Span> spans = new ArrayList<>();

    private Leaving() {}

    /** @return a document with a value for each name, to be searched like a payload */
    static MappedPayload of(Preparation preparation) {
        Leaving leaving = new Leaving();
        leaving.writer.ascii('{');
        leaving.add("record_id", withoutUuids(preparation.recordId()), FieldKind.IDENTIFIER);
        leaving.writer.ascii(',');
        // Of a kind that is no part of a number which goes on elsewhere.
        leaving.add("version", Long.toString(preparation.version()), FieldKind.PERIOD);
        leaving.writer.ascii('}');
        return new MappedPayload(leaving.writer.bytes(), "application/json", leaving.spans);
    }

    private void add(String name, String text, FieldKind kind) {
        writer.string(name);
        writer.ascii(':');
        int offset = writer.position();
        writer.string(text);
        spans.add(new Span(offset, writer.position() - offset, name, name, "as-is", "", kind));
    }

    /** Their digits were drawn, and can look like any number: one in a hundred has the check digits of a secret. */
    private static String withoutUuids(String id) {
        StringBuilder left = new StringBuilder(id.length());
        int at = 0;
        while (at < id.length()) {
            if (isUuid(id, at)) {
                left.append(UUID_LEFT_OUT);
                at += UUID_CHARACTERS;
            } else {
                left.append(id.charAt(at++));
            }
        }
        return left.toString();
    }

    /** RFC 9562, in the text form of its section 4, of a version that it names. */
    private static boolean isUuid(String id, int from) {
        if (from + UUID_CHARACTERS > id.length() || id.charAt(from + 8) != '-') {
            return false;
        }
        String text = id.substring(from, from + UUID_CHARACTERS);
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text)
                    && uuid.variant() == 2
                    && uuid.version() >= 1
                    && uuid.version() <= 8;
        } catch (IllegalArgumentException other) {
            return false;
        }
    }
}
