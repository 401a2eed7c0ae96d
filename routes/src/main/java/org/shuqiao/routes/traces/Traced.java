package org.shuqiao.routes.traces;

import org.jspecify.annotations.Nullable;

/** Work that belongs to a trace. */
public interface Traced {
    /** Value of a {@code traceparent} header; null where nobody knows of one. */
    @Nullable String traceParent();
}
