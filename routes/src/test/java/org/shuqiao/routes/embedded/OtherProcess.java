package org.shuqiao.routes.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;

/** Another Java process that owns a home: it commits a row, stores a message, says so, and stays until it is killed. */
final class OtherProcess implements AutoCloseable {

    static final String TEXT = "committed before the kill";
    static final String QUEUE = "prepare";

    private static final String READY = "READY";

    private final Process process;

    private OtherProcess(Process process) {
        this.process = process;
    }

    static OtherProcess owning(Path home) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the other process ended: " + said);
            }
            said.append(line).append('\n');
        }
        return new OtherProcess(process);
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the other process does not die");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home, new SecureRandom());
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE note (text text)");
            statement.execute("INSERT INTO note VALUES ('" + TEXT + "')");
        }
        EmbeddedBroker broker = EmbeddedBroker.start(home, new SecureRandom());
        try (var context = broker.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue(QUEUE), TEXT);
        }
        System.out.println(READY);
        Thread.sleep(Long.MAX_VALUE);
    }
}
