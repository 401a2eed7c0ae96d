package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A PostgreSQL between two bodies, as a process of its own ({@link FrontDatabaseCommand}), under {@code <home>/front-database}. It ends with
 * whoever started it.
 */
final class FrontDatabase implements AutoCloseable {
    static final String FOLDER = "front-database";
    static final String ADDRESS = "address.json";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    private final Process process;
    private final Path home;
    private final JsonNode address;

    private FrontDatabase(Process process, Path home, JsonNode address) {
        this.process = process;
        this.home = home;
        this.address = address;
    }

    /** @throws ProcessNotStarted if it ends or is not ready in time */
    static FrontDatabase start(Path home) throws IOException, InterruptedException {
        Path log = Files.createDirectories(home.resolve("logs")).resolve(FOLDER + ".log");
        Path address = home.resolve(FOLDER).resolve(ADDRESS);
        Files.deleteIfExists(address);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(GatewayProgram.javaArguments());
        command.addAll(List.of(FOLDER, "--home", home.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Optional<Path> written = Polling.until(
                READY_WITHIN,
                () -> Files.exists(address) || !process.isAlive() ? Optional.of(address) : Optional.empty());
        if (written.isEmpty() || !process.isAlive()) {
            process.destroy();
            throw new ProcessNotStarted("the database of the exchange table is not there", log);
        }
        return new FrontDatabase(process, home, JsonMapper.shared().readTree(Files.readAllBytes(address)));
    }

    String url() {
        return address.path("url").stringValue();
    }

    String user() {
        return address.path("user").stringValue();
    }

    /** The file that its password is in. */
    Path passwordFile() {
        return home.resolve(FOLDER).resolve("postgres/cluster/password");
    }

    String password() throws IOException {
        return Files.readString(passwordFile()).strip();
    }

    /** It stops its server in order when nobody speaks to it any more. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (IOException gone) {
            // It has ended, or will be ended below.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly().onExit().join();
    }
}
