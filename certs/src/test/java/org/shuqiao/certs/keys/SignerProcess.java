package org.shuqiao.certs.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The reference signer as a process of its own, which a test may kill. */
final class SignerProcess implements AutoCloseable {
    private final Process process;

    private SignerProcess(Process process) {
        this.process = process;
    }

    /** Returns once it listens. */
    static SignerProcess start(Path socket, Path key, Path chain) throws IOException {
        Process process = run("--socket", socket.toString(), "--key", key.toString(), "--chain", chain.toString());
        // Whoever ends the tests ends what they have started.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        String line = process.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"ready".equals(line)) {
            throw new IllegalStateException(
                    new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        return new SignerProcess(process);
    }

    /** Starts one, tells its id and ends without ending it. */
    public static void main(String[] arguments) throws IOException {
        SignerProcess left = start(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        System.out.println(left.process.pid());
    }

    static Process run(String... arguments) throws IOException {
        return run(SignerMain.class, arguments);
    }

    static Process run(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and waits. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
}
