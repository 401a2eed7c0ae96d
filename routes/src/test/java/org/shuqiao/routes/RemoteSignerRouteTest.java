package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.keys.RemoteSigner;
import org.shuqiao.certs.keys.SignerMain;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.steps.Hold;

/** The statement key is in a process of its own, which dies and comes back. */
class RemoteSignerRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(60));

    @TempDir
    private Path home;

    @Test
    void losesNothingAndEndsNothingWhileTheSignerIsAway() throws Exception {
        Path keys = home.resolve("keys");
        DevelopmentAuthority.openOrCreate(keys, Clock.systemUTC(), new SecureRandom())
                .issue("remote", "remote");
        Path socket = home.resolve("signer.sock");
        Process signer = start(socket, keys);
        RemoteSigner remote = new RemoteSigner(socket, Duration.ofSeconds(2));
        TestGateway gateway = new TestGateway(home, TIMES, opened -> opened.openWithRemote("gateway-1", remote));
        try {
            stored(gateway, gateway.accept("before", 1));
            assertThat(gateway.keys.keys()).anyMatch(key -> key.kind() == Kind.REMOTE);

            gateway.ledger.operations().pause("qingdao", "to keep one ready", "test");
            UUID ready = gateway.accept("ready", 1);
            await().atMost(SOON).until(() -> gateway.transfer(ready).equals("READY"));
            signer.destroyForcibly().onExit().join();
            List<UUID> accepted = IntStream.range(0, 20)
                    .mapToObj(i -> gateway.accept("away-" + i, 1))
                    .toList();
            await().atMost(SOON).until(() -> isHeld(gateway));
            gateway.ledger.operations().resume("qingdao", "test");
            await().during(Duration.ofSeconds(3))
                    .atMost(SOON)
                    .until(() -> gateway.transfer(ready).equals("READY")
                            && accepted.stream()
                                    .allMatch(each -> gateway.transfer(each).equals("none")));

            signer = start(socket, keys);
            accepted.forEach(each -> stored(gateway, each));
            stored(gateway, ready);
            assertThat(gateway.platform.calls("ready")).hasSize(1);
        } finally {
            signer.destroyForcibly();
            gateway.close();
            remote.close();
        }
    }

    private static boolean isHeld(TestGateway gateway) {
        return gateway.journeys()
                .log()
                .departures()
                .hold()
                .map(Hold::reason)
                .filter(ReasonCode.KEY_UNAVAILABLE::equals)
                .isPresent();
    }

    private static void stored(TestGateway gateway, UUID submission) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo("STORED"));
    }

    /** Returns once it listens. */
    private static Process start(Path socket, Path keys) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SignerMain.class.getName(),
                        "--socket",
                        socket.toString(),
                        "--key",
                        keys.resolve("remote.key.pem").toString(),
                        "--chain",
                        keys.resolve("remote.pem").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Whoever ends the tests ends what they have started.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
        return process;
    }
}
