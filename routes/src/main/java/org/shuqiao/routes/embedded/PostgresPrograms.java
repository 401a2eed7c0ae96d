package org.shuqiao.routes.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the PostgreSQL programs. They refuse to work for root, so for root they run in a user namespace of their own
 * ({@code unshare -U}), in which root and its files look like an ordinary user and the files of that user.
 *
 * @param binaries the programs
 * @param logs where each program's output goes; a new run replaces the output of the one before
 * @param asRoot whether this process is root
 */
record PostgresPrograms(PostgresBinaries binaries, Path logs, boolean asRoot) {

    private static final int TAIL_LINES = 15;

    static PostgresPrograms of(PostgresBinaries binaries, Path logs) throws IOException {
        boolean asRoot = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        return new PostgresPrograms(binaries, logs, asRoot);
    }

    /** A program ready to start, its output going to its log. */
    ProcessBuilder prepare(List<String> wrapper, String program, List<String> arguments) {
        List<String> command = new ArrayList<>(wrapper);
        if (asRoot) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(binaries.program(program).toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(program).toFile());
        Map<String, String> environment = builder.environment();
        // PGDATA, PGOPTIONS and their like belong to some other server.
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        return builder;
    }

    /**
     * Runs a program to its end.
     *
     * @param input what the program reads from its standard input
     * @throws ServerNotStarted if it cannot be run, ends with an error or takes longer than {@code limit}
     */
    void run(Duration limit, String program, List<String> arguments, String input) throws IOException {
        Process process = start(prepare(List.of(), program, arguments));
        try (var standardInput = process.outputWriter(StandardCharsets.UTF_8)) {
            standardInput.write(input);
        }
        if (!waitFor(process, limit)) {
            process.destroyForcibly();
            throw new ServerNotStarted(program + " took longer than " + limit);
        }
        if (process.exitValue() != 0) {
            throw new ServerNotStarted(program + " failed: " + tail(log(program)));
        }
    }

    static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ServerNotStarted("cannot run " + builder.command().get(0), e);
        }
    }

    /** True when the process has ended within the time. */
    static boolean waitFor(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerNotStarted("interrupted while waiting for PostgreSQL", e);
        }
    }

    Path log(String program) {
        return logs.resolve(program + ".log");
    }

    /** The last lines of a log. They hold no data of ours: the server is told not to write values or statements. */
    static String tail(Path log) throws IOException {
        // Not Files.readAllLines, which would fail on a byte that is no UTF-8.
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
