package org.shuqiao.gateway;

import java.util.Map;
import java.util.UUID;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.failures.FailureKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a caller is told of a fault: of our own only the id of the trace, which the log has with class and place, and neither gets a message
 * text.
 */
public final class Incidents {
    private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

    private Incidents() {}

    public static Failure told(Throwable fault) {
        Throwable cause = fault instanceof Failure ? fault.getCause() : fault;
        if (LedgerAway.isCause(cause)) {
            return LedgerAway.failure();
        }
        if (fault instanceof Failure failure && failure.code().kind() != FailureKind.OURS) {
            return failure;
        }
        return ours(cause == null ? fault : cause);
    }

    private static Failure ours(Throwable fault) {
        String incident =
                TraceFilter.traceId().orElseGet(() -> UUID.randomUUID().toString());
        StackTraceElement[] trace = fault.getStackTrace();
        LOG.error("incident {}: {} at {}", incident, fault.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        return new Failure(FailureCode.INTERNAL, Map.of("incident", incident));
    }
}
