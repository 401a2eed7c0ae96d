package org.shuqiao.mappings;

import java.util.List;
import org.shuqiao.mappings.platforms.PlatformMapping;

/** The bytes for a platform, with a span for every value in them. Made by {@link PlatformMapping} only. */
public final class MappedPayload {

    private final byte[] bytes;
    private final String contentType;
    private final List<Span> spans;

    public MappedPayload(byte[] bytes, String contentType, List<Span> spans) {
        this.bytes = bytes;
        this.contentType = contentType;
        this.spans = List.copyOf(spans);
    }

    /** The payload, byte for byte what is scanned, signed and sent. Shared, not copied: readers must not change it. */
    public byte[] bytes() {
        return bytes;
    }

    public String contentType() {
        return contentType;
    }

    /** In ascending order of offset, without overlap. */
    public List<Span> spans() {
        return spans;
    }

    @Override
    public String toString() {
        return "MappedPayload[" + bytes.length + " bytes, " + spans.size() + " spans]";
    }
}
