package org.shuqiao.mappings;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payload with one value, {@code {"A": text}}. */
final class ScannedPayload {

    private ScannedPayload() {}

    static MappedPayload of(String transform, @Nullable FieldKind kind, String text) {
        PayloadWriter writer = new PayloadWriter();
        writer.ascii('{');
        writer.string("A");
        writer.ascii(':');
        int offset = writer.position();
        writer.string(text);
        Span span = new Span(offset, writer.position() - offset, "/A", "/title", transform, "1", kind);
        writer.ascii('}');
        return new MappedPayload(writer.bytes(), "application/json", List.of(span));
    }
}
