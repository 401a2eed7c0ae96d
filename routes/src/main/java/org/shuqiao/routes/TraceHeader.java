package org.shuqiao.routes;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.shuqiao.routes.traces.TraceContext;
import org.shuqiao.routes.traces.Traced;
import org.slf4j.MDC;

/** Carries the trace of what is worked on from step to step, and into what is logged of it. */
final class TraceHeader {
    /** Names in log lines. */
    private static final String TRACE_ID = "traceId";

    private TraceHeader() {}

    /** A part of a hint may belong to another trace than the hint, which is its first part's. */
    static void ofBody(Exchange exchange) {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof Traced traced) {
            message.setHeader(TraceContext.HEADER, traced.traceParent());
        }
    }

    /** What is logged meanwhile says its trace; that of the caller where the exchange has none. */
    static void inLog(Exchange exchange, Runnable logging) {
        String callers = MDC.get(TRACE_ID);
        TraceContext.parse(exchange.getMessage().getHeader(TraceContext.HEADER, String.class))
                .ifPresent(trace -> MDC.put(TRACE_ID, trace.traceId()));
        try {
            logging.run();
        } finally {
            if (callers == null) {
                MDC.remove(TRACE_ID);
            } else {
                MDC.put(TRACE_ID, callers);
            }
        }
    }
}
