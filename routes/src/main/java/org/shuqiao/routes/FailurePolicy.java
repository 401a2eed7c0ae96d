package org.shuqiao.routes;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureKind;
import org.shuqiao.routes.steps.TransferStopped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to everything that goes wrong in any route. It has no name, so Camel applies it to every route; no route has
 * a policy of its own.
 *
 * <ul>
 *   <li>A step that stops a transfer has not failed: its verdict becomes the body and is committed like any other.
 *   <li>Everything else goes back to the caller: a controller makes a problem of it, the broker delivers the hint again.
 *   <li>Our own faults are logged with an id, a route and a class; never with a body or a message text.
 * </ul>
 */
final class FailurePolicy extends RouteConfigurationBuilder {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);

    private final LastFailures failures;

    FailurePolicy(LastFailures failures) {
        this.failures = failures;
    }

    @Override
    public void configuration() {
        routeConfiguration()
                .onException(TransferStopped.class)
                .handled(true)
                .logExhausted(false)
                .logHandled(false)
                .process(exchange -> exchange.getMessage()
                        .setBody(caught(exchange, TransferStopped.class).verdict()))
                .end()
                .onException(Exception.class)
                .handled(false)
                .logExhausted(false)
                .process(this::note);
    }

    private void note(Exchange exchange) {
        Exception failure = caught(exchange, Exception.class);
        failures.note(Objects.requireNonNull(exchange.getFromRouteId(), "a route's exchange"), failure);
        TraceHeader.inLog(exchange, () -> log(exchange, failure));
    }

    private static void log(Exchange exchange, Exception failure) {
        boolean ours = !(failure instanceof Failure typed) || typed.code().kind() == FailureKind.OURS;
        if (ours) {
            LOG.error(
                    "route {} failed, incident {}: {} at {}",
                    exchange.getFromRouteId(),
                    exchange.getExchangeId(),
                    failure.getClass().getName(),
                    place(failure));
        }
    }

    /** The nearest frame of our own code. */
    private static String place(Throwable failure) {
        Optional<StackTraceElement> frame = Arrays.stream(failure.getStackTrace())
                .filter(f -> f.getClassName().startsWith("org.shuqiao"))
                .findFirst();
        return frame.map(StackTraceElement::toString).orElse("unknown");
    }

    private static <E extends Exception> E caught(Exchange exchange, Class<E> type) {
        return Objects.requireNonNull(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, type));
    }
}
