package org.shuqiao.routes;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.platforms.CallWatch;
import org.shuqiao.routes.platforms.CallWatch.Ending;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlatformAnswer;
import org.shuqiao.routes.platforms.PlatformDoor;

/** {@code platform:<id>}: sends something {@link Outgoing} to a platform through its door; the body becomes its answer. */
final class PlatformComponent extends DefaultComponent {
    static final String SCHEME = "platform";

    private final Map<String, PlatformDoor> doors;

    PlatformComponent(Map<String, PlatformDoor> doors) {
        this.doors = Map.copyOf(doors);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String platform, Map<String, Object> parameters) {
        PlatformDoor door = doors.get(platform);
        if (door == null) {
            throw new IllegalArgumentException("unknown platform " + platform);
        }
        CallWatch watch = getCamelContext().getRegistry().findSingleByType(CallWatch.class);
        return new PlatformEndpoint(uri, this, new Called(platform, door, watch));
    }

    /** @param watch null where nobody is told of calls */
    private record Called(String platform, PlatformDoor door, @Nullable CallWatch watch) {
        PlatformAnswer<?> send(Outgoing outgoing) {
            long start = System.nanoTime();
            PlatformAnswer<?> answer = door.send(outgoing);
            if (watch != null) {
                watch.called(platform, ending(answer), Duration.ofNanos(System.nanoTime() - start));
            }
            return answer;
        }

        private static Ending ending(PlatformAnswer<?> answer) {
            if (answer instanceof PlatformAnswer.Answered || answer instanceof PlatformAnswer.Deposited) {
                return Ending.ANSWERED;
            }
            return answer instanceof PlatformAnswer.NotConnected ? Ending.NOT_CONNECTED : Ending.NO_ANSWER;
        }
    }

    private static final class PlatformEndpoint extends DefaultEndpoint {
        private final Called called;

        PlatformEndpoint(String uri, Component component, Called called) {
            super(uri, component);
            this.called = called;
        }

        @Override
        public Producer createProducer() {
            return new PlatformProducer(this, called);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalArgumentException("a platform is sent to; what it sends comes in otherwise");
        }
    }

    private static final class PlatformProducer extends DefaultProducer {
        private final Called called;

        PlatformProducer(Endpoint endpoint, Called called) {
            super(endpoint);
            this.called = called;
        }

        @Override
        public void process(Exchange exchange) throws InvalidPayloadException {
            exchange.getMessage().setBody(called.send(exchange.getMessage().getMandatoryBody(Outgoing.class)));
        }
    }
}
