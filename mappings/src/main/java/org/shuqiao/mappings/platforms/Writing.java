package org.shuqiao.mappings.platforms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.FieldKind;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.masking.Desensitised;
import org.shuqiao.mappings.masking.FieldRule;
import org.shuqiao.mappings.platforms.MappingRefused.Reason;
import tools.jackson.databind.JsonNode;

/** One payload while it is written: the bytes, and a span for each value. */
final class Writing {

    private final Desensitised record;
    private final @Nullable String watermark;
    private final PayloadWriter out = new PayloadWriter();
    private final List<Span> spans = new ArrayList<>();

    Writing(Desensitised record, @Nullable String watermark) {
        this.record = record;
        this.watermark = watermark;
    }

    PayloadWriter out() {
        return out;
    }

    List<Span> spans() {
        return spans;
    }

    /** The rule that let this field through; without one there would be no value. */
    FieldRule rule(String sourcePath) {
        FieldRule rule = record.rule(sourcePath);
        if (rule == null) {
            throw new MappingRefused(Reason.UNKNOWN_PATH, sourcePath);
        }
        return rule;
    }

    void value(JsonNode value, String targetPath, FieldRule rule, @Nullable FieldKind kind) {
        int offset = out.position();
        out.value(value);
        spans.add(new Span(
                offset, out.position() - offset, targetPath, rule.path(), rule.transform(), rule.clause(), kind));
    }

    /** Whether there is one. */
    boolean watermark(String targetPath) {
        if (watermark == null) {
            return false;
        }
        int offset = out.position();
        out.string(watermark);
        spans.add(new Span(
                offset, out.position() - offset, targetPath, Span.WATERMARK, Span.WATERMARK, Span.WATERMARK, null));
        return true;
    }
}
