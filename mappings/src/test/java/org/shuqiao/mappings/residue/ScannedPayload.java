package org.shuqiao.mappings.residue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.platforms.PayloadWriter;

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
