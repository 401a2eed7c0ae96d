package org.shuqiao.routes.steps;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java process that sequences the same ledger without rest until it is killed. */
final class OtherSequencer implements AutoCloseable {
    private static final String READY = "READY";

    private final Process process;

    private OtherSequencer(Process process) {
        this.process = process;
    }

    /** @param address of the database: URL, user, password */
    static OtherSequencer on(List<String> address, Path home, Path keys) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherSequencer.class.getName(),
                        address.get(0),
                        address.get(1),
                        home.toString(),
                        keys.toString())
                .redirectErrorStream(true)
                .start();
        process.outputWriter().append(address.get(2)).append('\n').flush();
        BufferedReader output = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
            if (line == null) {
                throw new IOException("the other process ended: " + said);
            }
            said.append(line).append('\n');
        }
        return new OtherSequencer(process);
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
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(arguments[0]);
        pool.setUsername(arguments[1]);
        pool.setPassword(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine());
        pool.setMaximumPoolSize(2);
        HikariDataSource database = new HikariDataSource(pool);
        LogWorld world = new LogWorld(database, Path.of(arguments[2]), Path.of(arguments[3]), Clock.systemUTC());
        world.guard.look();
        System.out.println(READY);
        while (true) {
            world.sequence.sequence();
            world.guard.look();
            if (world.departures.hold().isPresent()) {
                throw new IllegalStateException(world.departures.hold().toString());
            }
        }
    }
}
