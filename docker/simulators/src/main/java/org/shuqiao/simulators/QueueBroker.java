package org.shuqiao.simulators;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** A platform's broker on loopback: in memory, as everything that the simulators hold. */
final class QueueBroker implements AutoCloseable {
    private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final String url;

    QueueBroker() {
        try {
            url = "tcp://127.0.0.1:" + freePort();
            Configuration configuration = new ConfigurationImpl()
                    .setPersistenceEnabled(false)
                    .setSecurityEnabled(false)
                    .setJMXManagementEnabled(false)
                    .addAcceptorConfiguration("tcp", url);
            server.setConfiguration(configuration);
            server.start();
        } catch (Exception declaredByArtemis) {
            throw new IllegalStateException("the broker does not start", declaredByArtemis);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception declaredByArtemis) {
            throw new IllegalStateException("the broker does not stop", declaredByArtemis);
        }
    }
}
