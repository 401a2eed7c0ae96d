package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The OpenSSL program: a reader of evidence that shares nothing with the gateway. */
final class OpenSsl {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final String USER_ID = "distid:1234567812345678";

    private final String version;

    private OpenSsl(String version) {
        this.version = version;
    }

    /** Returns the program on the path; empty where there is none, or one without SM2 and SM3 (before 3, or LibreSSL). */
    static Optional<OpenSsl> find() throws InterruptedException {
        try {
            String version = run(Path.of("."), List.of("version")).orElse("").strip();
            return version.matches("OpenSSL [3-9]\\..*") ? Optional.of(new OpenSsl(version)) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    String version() {
        return version;
    }

    /** Whether the chain leads to this authority, and to no other that the machine may trust. */
    boolean certified(Path folder, Path authority, String chain) throws IOException, InterruptedException {
        return run(
                        folder,
                        List.of(
                                "verify",
                                "-CAfile",
                                authority.toString(),
                                "-no-CApath",
                                "-no-CAstore",
                                "-vfyopt",
                                USER_ID,
                                "-untrusted",
                                chain,
                                chain))
                .isPresent();
    }

    /** Whether the signature is one of this file by the chain's first certificate. */
    boolean signed(Path folder, String chain, String signature, String file) throws IOException, InterruptedException {
        String publicKey = file + ".public.pem";
        return run(folder, List.of("x509", "-in", chain, "-pubkey", "-noout", "-out", publicKey))
                        .isPresent()
                && run(
                                folder,
                                List.of(
                                        "dgst",
                                        "-sm3",
                                        "-verify",
                                        publicKey,
                                        "-sigopt",
                                        USER_ID,
                                        "-signature",
                                        signature,
                                        file))
                        .isPresent();
    }

    /** Returns the SM3 of a file, lower-case hexadecimal; empty where OpenSSL refuses. */
    String sm3(Path folder, String file) throws IOException, InterruptedException {
        return run(folder, List.of("dgst", "-sm3", "-r", file)).orElse("").split(" ", 2)[0];
    }

    /** Returns the output; empty where the exit code is not 0. */
    private static Optional<String> run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        // Its answers are a few lines and fit the pipe, so waiting first cannot block it.
        if (!process.waitFor(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return Optional.empty();
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.exitValue() == 0 ? Optional.of(output) : Optional.empty();
    }
}
