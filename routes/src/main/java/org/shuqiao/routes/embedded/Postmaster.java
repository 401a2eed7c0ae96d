package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The server process on one cluster: stops the one that a killed owner left behind, starts a new one, stops it. */
final class Postmaster {

    // A server that has to replay its journal after a crash may need minutes; one that cannot start ends at once.
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration PAUSE_BETWEEN_ATTEMPTS = Duration.ofMillis(300);
    // Another program may take the free port before the server does, and processes of a killed server need a moment to
    // let go of its shared memory.
    private static final int ATTEMPTS = 4;
    private static final int FAST_STOP_SECONDS = 60;
    private static final int IMMEDIATE_STOP_SECONDS = 15;

    private final PostgresCluster cluster;
    private final PostgresPrograms programs;

    Postmaster(PostgresCluster cluster, PostgresPrograms programs) {
        this.cluster = cluster;
        this.programs = programs;
    }

    /**
     * Starts a server on a free port of the loopback address and waits until it accepts connections. A server that a
     * killed owner left behind is stopped first. The caller holds the owner lock.
     *
     * @return the port
     */
    int start() throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            stopPrevious();
            int port = freePort();
            if (becomesReady(launch(port))) {
                return port;
            }
            pause();
        }
        throw new ServerNotStarted("PostgreSQL does not start: " + lastWords());
    }

    // We hold the owner lock, so a server that still runs on our data directory has lost its owner and is stopped
    // cleanly. A pid file that names no such server is only cleared away where it would hinder the start: it holds no
    // data, and the server guards its data directory a second time, by shared memory bound to the directory itself.
    private void stopPrevious() throws IOException {
        PostmasterFile file = PostmasterFile.read(cluster.data()).orElse(null);
        if (file == null) {
            return;
        }
        if (file.isAliveOn(cluster.data())) {
            stop();
        } else if (file.isAlive() || file.pid() == 0) {
            Files.delete(PostmasterFile.path(cluster.data()));
        }
    }

    /**
     * Ends the server: open transactions are rolled back, everything committed is on disk. Does nothing when no server
     * runs.
     */
    void stop() throws IOException {
        try {
            stop("fast", FAST_STOP_SECONDS);
        } catch (ServerNotStarted e) {
            // Still safe: what was committed is in the journal and is replayed by the next start.
            stop("immediate", IMMEDIATE_STOP_SECONDS);
        }
    }

    private void stop(String mode, int seconds) throws IOException {
        if (!isRunning()) {
            return;
        }
        List<String> arguments =
                List.of("stop", "--pgdata=" + cluster.data(), "--mode=" + mode, "--wait", "--timeout=" + seconds);
        programs.run(Duration.ofSeconds(seconds + 5L), "pg_ctl", arguments, "");
    }

    private boolean isRunning() throws IOException {
        PostmasterFile file = PostmasterFile.read(cluster.data()).orElse(null);
        return file != null && file.isAliveOn(cluster.data());
    }

    // A session of its own: a Ctrl-C in the terminal must reach the gateway only, which then stops the server last.
    private Process launch(int port) {
        List<String> arguments = new ArrayList<>(List.of("-D", cluster.data().toString(), "-p", String.valueOf(port)));
        arguments.addAll(PostgresSettings.arguments());
        return PostgresPrograms.start(programs.prepare(List.of("setsid"), "postgres", arguments)
                .redirectInput(Path.of("/dev/null").toFile()));
    }

    private boolean becomesReady(Process process) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!PostgresPrograms.waitFor(process, POLL)) {
            PostmasterFile file = PostmasterFile.read(cluster.data()).orElse(null);
            if (file != null && file.pid() == process.pid() && file.ready()) {
                return true;
            }
            if (System.nanoTime() - deadline > 0) {
                stop();
                throw new ServerNotStarted("PostgreSQL is not ready after " + START_LIMIT + ": " + lastWords());
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_BETWEEN_ATTEMPTS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerNotStarted("interrupted while starting PostgreSQL", e);
        }
    }

    // Before the server opens its own log it speaks on its standard output.
    private String lastWords() throws IOException {
        String words = PostgresPrograms.tail(programs.log("postgres"));
        try (Stream<Path> logs = Files.list(programs.logs())) {
            Path newest = logs.filter(log -> log.getFileName().toString().startsWith("server-"))
                    .max(Comparator.comparingLong(log -> log.toFile().lastModified()))
                    .orElse(null);
            return newest == null ? words : words + "\n" + PostgresPrograms.tail(newest);
        }
    }
}
