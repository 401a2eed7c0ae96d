package org.shuqiao.routes;

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
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlatformClient;

/** {@code platform:<id>}: sends something {@link Outgoing} to a platform over its pooled client; the body becomes its answer. */
final class PlatformComponent extends DefaultComponent {
    static final String SCHEME = "platform";

    private final Map<String, PlatformClient> clients;

    PlatformComponent(Map<String, PlatformClient> clients) {
        this.clients = Map.copyOf(clients);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String platform, Map<String, Object> parameters) {
        PlatformClient client = clients.get(platform);
        if (client == null) {
            throw new IllegalArgumentException("unknown platform " + platform);
        }
        return new PlatformEndpoint(uri, this, client);
    }

    private static final class PlatformEndpoint extends DefaultEndpoint {
        private final PlatformClient client;

        PlatformEndpoint(String uri, Component component, PlatformClient client) {
            super(uri, component);
            this.client = client;
        }

        @Override
        public Producer createProducer() {
            return new PlatformProducer(this, client);
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            throw new IllegalArgumentException("a platform is sent to; what it sends comes in over HTTP");
        }
    }

    private static final class PlatformProducer extends DefaultProducer {
        private final PlatformClient client;

        PlatformProducer(Endpoint endpoint, PlatformClient client) {
            super(endpoint);
            this.client = client;
        }

        @Override
        public void process(Exchange exchange) throws InvalidPayloadException {
            exchange.getMessage().setBody(client.send(exchange.getMessage().getMandatoryBody(Outgoing.class)));
        }
    }
}
