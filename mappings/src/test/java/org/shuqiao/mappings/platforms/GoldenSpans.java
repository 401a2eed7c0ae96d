package org.shuqiao.mappings.platforms;

import java.util.stream.Collectors;
import org.shuqiao.mappings.MappedPayload;
import org.shuqiao.mappings.Span;

/** A span table as a text: how many bytes the payload has, then a line for each span. */
final class GoldenSpans {

    private GoldenSpans() {}

    static String of(MappedPayload payload) {
        StringBuilder text = new StringBuilder("bytes\t" + payload.bytes().length + "\n");
        for (Span span : payload.spans()) {
            text.append(span.offset())
                    .append('\t')
                    .append(span.length())
                    .append('\t')
                    .append(span.targetPath())
                    .append('\t')
                    .append(origins(span))
                    .append('\n');
        }
        return text.toString();
    }

    private static String origins(Span span) {
        return span.origins().stream()
                .map(origin -> origin.path() + " " + origin.transform())
                .collect(Collectors.joining(", "));
    }
}
