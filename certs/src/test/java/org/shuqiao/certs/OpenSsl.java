package org.shuqiao.certs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real {@code openssl} command, run in a folder. Tests that need it are skipped where there is none with SM2. */
public final class OpenSsl {
    /** What a command left behind; standard error is part of the output. */
    public record Result(int status, String output) {}

    private final Path folder;

    public OpenSsl(Path folder) {
        this.folder = folder;
        assumeTrue(knowsSm2(), "needs OpenSSL 3 with SM2 in the PATH");
    }

    public Result run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return execute(command);
    }

    /** Runs a script that stops at the first failing command. */
    public Result shell(String script) throws Exception {
        return execute(List.of("sh", "-eu", "-c", script));
    }

    public void write(String file, byte[] content) throws IOException {
        Files.write(folder.resolve(file), content);
    }

    public byte[] read(String file) throws IOException {
        return Files.readAllBytes(folder.resolve(file));
    }

    private boolean knowsSm2() {
        try {
            return run("version").output().startsWith("OpenSSL 3")
                    && run("list", "-public-key-algorithms").output().contains("SM2");
        } catch (Exception e) {
            return false;
        }
    }

    private Result execute(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("openssl does not end");
        }
        return new Result(process.exitValue(), output);
    }
}
