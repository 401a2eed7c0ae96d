package org.shuqiao.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.traces.TraceContext;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each call its place in a trace: the one that its {@code traceparent} names, or a new one where there is none or more than one or
 * a malformed one. It is in every log line of the call, and in the incident that a caller is told of.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class TraceFilter extends OncePerRequestFilter {
    private static final String TRACE_ID = "traceId";
    private static final String ATTRIBUTE = TraceFilter.class.getName();

    private final SecureRandom random;

    TraceFilter(SecureRandom random) {
        this.random = random;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        TraceContext trace =
                named(request).map(caller -> caller.child(random)).orElseGet(() -> TraceContext.fresh(random));
        request.setAttribute(ATTRIBUTE, trace);
        MDC.put(TRACE_ID, trace.traceId());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(TRACE_ID);
        }
    }

    /** What is written after an error was forwarded is of the same call. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static Optional<TraceContext> named(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof TraceContext before) {
            return Optional.of(before);
        }
        List<String> headers = Collections.list(request.getHeaders(TraceContext.HEADER));
        return headers.size() == 1 ? TraceContext.parse(headers.get(0)) : Optional.empty();
    }

    /** Our part of the trace of a call, as it goes on from here. */
    static @Nullable String traceParent(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof TraceContext trace ? trace.header() : null;
    }

    /** What names this call in the log; empty outside of one. */
    static Optional<String> traceId() {
        return Optional.ofNullable(MDC.get(TRACE_ID));
    }
}
