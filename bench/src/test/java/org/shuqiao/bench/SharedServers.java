package org.shuqiao.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * What two gateways on one machine share: a broker of this test with a door for both, and the database that the first of them brings
 * along.
 */
final class SharedServers implements AutoCloseable {
    private final EmbeddedActiveMQ broker;
    private final String brokerUrl;

    private SharedServers(EmbeddedActiveMQ broker, String brokerUrl) {
        this.broker = broker;
        this.brokerUrl = brokerUrl;
    }

    static SharedServers start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:0");
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration);
        broker.start();
        int port = broker.getActiveMQServer()
                .getRemotingService()
                .getAcceptor("tcp")
                .getActualPort();
        return new SharedServers(broker, "tcp://127.0.0.1:" + port);
    }

    /** Settings of a gateway that uses the broker and a database of its own. */
    Map<String, String> ofTheFirst(Map<String, String> others) {
        Map<String, String> environment = new HashMap<>(others);
        environment.put("SHUQIAO_BROKER_URL", brokerUrl);
        return environment;
    }

    /**
     * Settings of a gateway that uses the first one's database too. It gets the same development keys and master key.
     *
     * @param first home of the first gateway, which runs
     */
    Map<String, String> ofTheSecond(Map<String, String> others, Path first, Path home) throws IOException {
        for (String folder : List.of("development", "secrets")) {
            copy(first.resolve(folder), home.resolve(folder));
        }
        Path cluster = first.resolve("postgres/cluster");
        String port = Files.readAllLines(cluster.resolve("data/postmaster.pid"))
                .get(3)
                .strip();
        Map<String, String> environment = ofTheFirst(others);
        environment.put("SHUQIAO_GATEWAYNAME", "gateway-2");
        environment.put("SHUQIAO_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/shuqiao");
        environment.put("SHUQIAO_DATABASE_USERNAME", "shuqiao");
        environment.put("SHUQIAO_DATABASE_PASSWORD", Files.readString(cluster.resolve("password")));
        return environment;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Override
    public void close() {
        try {
            broker.stop();
        } catch (Exception declaredByArtemis) {
            throw new IllegalStateException("cannot stop the broker", declaredByArtemis);
        }
    }
}
