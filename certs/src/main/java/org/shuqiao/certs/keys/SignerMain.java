package org.shuqiao.certs.keys;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.UnusableKey;

/**
 * {@code signer --socket PATH --key FILE --chain FILE}: holds one key in a process of its own and signs until it is ended. Prints
 * {@code ready} once it listens. Exit codes: 1 the key or the socket cannot be used, 2 wrong usage.
 */
public final class SignerMain {
    private static final List<String> OPTIONS = List.of("--socket", "--key", "--chain");
    private static final String USAGE =
            """
            Usage: signer --socket PATH --key FILE --chain FILE

              --socket PATH   Unix domain socket to listen on; make its folder readable by the gateway's user only
              --key FILE      unencrypted PKCS#8 PEM of an SM2 key
              --chain FILE    PEM certificates, the key's own first
            """;

    private SignerMain() {}

    /** Entry point of the process. */
    public static void main(String[] arguments) throws InterruptedException {
        Optional<Map<String, Path>> options = options(arguments);
        if (options.isEmpty()) {
            fail(2, System.err, USAGE);
            return;
        }
        Map<String, Path> given = options.get();
        try {
            SigningKey key = SigningKey.load(path(given, "--key"), path(given, "--chain"));
            SignerServer server = SignerServer.start(path(given, "--socket"), key.signer(new SecureRandom()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "signer-stop"));
        } catch (UnusableKey unusable) {
            fail(1, System.err, "signer: " + unusable.getMessage());
            return;
        } catch (IOException e) {
            fail(1, System.err, "signer: " + e.getClass().getSimpleName() + ": " + e.getMessage());
            return;
        }
        System.out.println("ready");
        new CountDownLatch(1).await();
    }

    private static Optional<Map<String, Path>> options(String[] arguments) {
        Map<String, Path> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (!OPTIONS.contains(arguments[i])) {
                return Optional.empty();
            }
            options.put(arguments[i], Path.of(arguments[i + 1]));
        }
        return arguments.length == 2 * OPTIONS.size() && options.size() == OPTIONS.size()
                ? Optional.of(options)
                : Optional.empty();
    }

    private static Path path(Map<String, Path> options, String name) {
        return Optional.ofNullable(options.get(name)).orElseThrow();
    }

    private static void fail(int exitCode, PrintStream out, String text) {
        out.println(text.strip());
        System.exit(exitCode);
    }

    private static void close(SignerServer server) {
        try {
            server.close();
        } catch (IOException alreadyGone) {
            // The process ends; the next one replaces what is left of the socket.
        }
    }
}
