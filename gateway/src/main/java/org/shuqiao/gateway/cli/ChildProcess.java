package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A Java process of ours that serves HTTP or HTTPS on loopback and writes its port to {@code <home>/run/<name>.port}. */
final class ChildProcess {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final Duration ASK_WITHIN = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final Path log;
    private final Path home;
    private final Path portFile;
    private final @Nullable FileTime portFileBefore;

    private ChildProcess(
            String name, Process process, Path log, Path home, Path portFile, @Nullable FileTime portFileBefore) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.home = home;
        this.portFile = portFile;
        this.portFileBefore = portFileBefore;
    }

    /** Starts {@code java} with these arguments; output goes to {@code <home>/logs/<name>.log}. */
    static ChildProcess start(String name, Path home, List<String> arguments, Map<String, String> environment)
            throws IOException {
        Path log = Files.createDirectories(home.resolve("logs")).resolve(name + ".log");
        Path portFile = home.resolve("run").resolve(name + ".port");
        FileTime before = modified(portFile);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        ChildProcess child = new ChildProcess(name, process, log, home, portFile, before);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(child::stop, name + "-stop")); // it never outlives us unless we are killed
        return child;
    }

    /**
     * Waits until the process answers 200 at a path.
     *
     * @param scheme {@code https}, with whatever {@link GatewayTrust} believes, or {@code http}
     * @return its base address
     * @throws ProcessNotStarted if it ends or is not ready in time; it is ended then
     */
    URI awaitReady(String scheme, String path) throws IOException, InterruptedException {
        try {
            Optional<URI> address = Polling.until(READY_WITHIN, () -> address(scheme));
            HttpClient http = HttpClient.newBuilder()
                    .connectTimeout(ASK_WITHIN)
                    .sslContext(GatewayTrust.of(home)) // the process may just have made what is in it
                    .build();
            return Polling.until(READY_WITHIN, () -> ready(http, address.orElseThrow(this::late), path))
                    .orElseThrow(this::late);
        } catch (IOException | InterruptedException e) {
            stop();
            throw e;
        }
    }

    private ProcessNotStarted late() {
        return new ProcessNotStarted(name + " was not ready in time", log);
    }

    private Optional<URI> address(String scheme) throws IOException {
        requireAlive();
        FileTime written = modified(portFile);
        if (written == null || written.equals(portFileBefore)) {
            return Optional.empty(); // a file from before may name the port of somebody else by now
        }
        return Optional.of(
                URI.create(scheme + "://127.0.0.1:" + Files.readString(portFile).strip()));
    }

    private void requireAlive() throws ProcessNotStarted {
        if (!process.isAlive()) {
            throw new ProcessNotStarted(name + " ended with exit code " + process.exitValue(), log);
        }
    }

    private Optional<URI> ready(HttpClient http, URI address, String path) throws IOException, InterruptedException {
        requireAlive();
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                .timeout(ASK_WITHIN)
                .build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            return status == 200 ? Optional.of(address) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        }
    }

    private static @Nullable FileTime modified(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) : null;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks the process to end and waits; ends it by force where it does not. */
    void stop() {
        process.destroy();
        try {
            if (process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** Ends the process without a chance to tidy up (SIGKILL), and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
