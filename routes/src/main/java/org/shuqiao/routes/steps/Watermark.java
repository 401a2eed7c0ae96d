package org.shuqiao.routes.steps;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Resources;
import org.shuqiao.mappings.Span;
import org.shuqiao.routes.agreements.Decision.Step;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * The mark of provenance that an agreement may demand in the payload: under which agreements, to which platform, for what, and as which
 * transfer it went. It says only what the statement says too, and is the same each time the transfer is prepared under them.
 */
final class Watermark {
    private static final String DUTY = "watermark";
    private static final String NONE = "none";
    private static final String OTHER = "other";

    private Watermark() {}

    /** Null where no agreement demands one. */
    static @Nullable String of(AgreedSubmission agreed) {
        if (!agreed.permit().terms().duties().contains(DUTY)) {
            return null;
        }
        String agreements = agreed.permit().agreements().stream()
                .map(one -> one.id() + " 第" + one.version() + "版")
                .collect(Collectors.joining("、"));
        return "数据来源标记：协议 " + agreements
                + "；接收平台 " + agreed.claimed().platform().id()
                + "；用途 " + agreed.claimed().platform().platform().descriptor().purpose()
                + "；传输 " + agreed.transfer();
    }

    /** The step on the payload: exactly this mark, once. Null where none is demanded. */
    static @Nullable Step step(PlatformPayload payload) {
        String demanded = of(payload.agreed());
        if (demanded == null) {
            return null;
        }
        List<Span> marks =
                payload.mapped().spans().stream().filter(Span::isWatermark).toList();
        boolean fits = marks.size() == 1 && text(payload, marks.get(0)).equals(demanded);
        String found = marks.isEmpty() ? NONE : fits ? demanded : OTHER;
        return new Step("watermark", found, demanded, fits ? null : ReasonCode.DUTY_WATERMARK);
    }

    private static String text(PlatformPayload payload, Span mark) {
        return Resources.JSON
                .readTree(payload.mapped().bytes(), mark.offset(), mark.length())
                .asString("");
    }
}
