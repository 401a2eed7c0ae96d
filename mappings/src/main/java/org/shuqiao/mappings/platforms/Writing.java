package org.shuqiao.mappings.platforms;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Span;
import org.shuqiao.mappings.Span.Origin;
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

    /** A place to go back to. */
    record Mark(int position, int spans) {}

    Mark mark() {
        return new Mark(out.position(), spans.size());
    }

    /** Takes back what was written since, with its spans. */
    void reset(Mark mark) {
        out.reset(mark.position());
        if (spans.size() > mark.spans()) {
            spans.subList(mark.spans(), spans.size()).clear();
        }
    }

    /** What the agreement has left of the whole record. */
    JsonNode record() {
        return record.json();
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

    /** Whether the field gets here as it is, or not at all. */
    boolean letsThroughRawOnly(String sourcePath) {
        FieldRule rule = record.rule(sourcePath);
        return rule == null || rule.transform().equals("raw");
    }

    void value(JsonNode value, String targetPath, List<Origin> origins) {
        int offset = out.position();
        out.value(value);
        spans.add(new Span(offset, out.position() - offset, targetPath, origins));
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
