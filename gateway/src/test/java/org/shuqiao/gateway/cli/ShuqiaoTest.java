package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Begins a gateway of its own, which takes the log away from another of this process. */
@Order(Integer.MAX_VALUE)
class ShuqiaoTest {
    @Test
    void namesEveryCommandInItsHelp() {
        Run help = Run.of("--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("serve", "demo", "admin", "keys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fly",
                "serve --port eighty",
                "demo --stay",
                "admin center add --usci 91370212MA3C000039",
                "admin key issue",
                "admin key issue --center 91370212MA3C000039 --role OFFICER",
                "admin key issue --role CENTER",
                "admin key revoke",
                "admin agreement sign a.json --party witness --key k.pem --chain c.pem",
                "admin agreement import",
            })
    void answersWrongUsageWithTwo(String arguments) {
        Run run = Run.of((Object[]) arguments.split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Usage:");
    }

    @Test
    void makesKeysQuietly(@TempDir Path home) {
        assertThat(Run.of("keys", "--home", home)).isEqualTo(new Run(0, "", ""));
        assertThat(home.resolve("development").resolve("ca.pem")).exists();
    }

    @Test
    void saysWhichFileOfTheHomeIsNotThere(@TempDir Path home) {
        Run run = Run.of("admin", "key", "revoke", "k1", "--home", home);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("gateway.url").hasLineCount(1);
    }

    @Test
    void findsTheGatewayThroughTheHome(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("run"));
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/admin.key"), "sq_a_b\n");
        try (var gateway = new RecordingGateway(204, "")) {
            Files.writeString(home.resolve("run/gateway.url"), gateway.url().toString());

            assertThat(Run.of("admin", "key", "revoke", "k1", "--home", home)).isEqualTo(new Run(0, "", ""));
            assertThat(gateway.call())
                    .isEqualTo(new RecordingGateway.Call("DELETE", "/api/v1/admin/api-keys/k1", "Bearer sq_a_b", ""));
        }
    }

    @Test
    void saysWhatToDoAboutAServerThatIsNotBelieved(@TempDir Path home) throws Exception {
        Files.createDirectories(home.resolve("secrets"));
        Files.writeString(home.resolve("secrets/admin.key"), "sq_a_b\n");
        try (ServerSocket stranger =
                SSLServerSocketFactory.getDefault().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            answerOnce(stranger);
            String url = "https://127.0.0.1:" + stranger.getLocalPort();

            Run run = Run.of("admin", "key", "revoke", "k1", "--home", home, "--url", url);
            Run missing = Run.of(
                    "admin", "key", "revoke", "k1", "--home", home, "--url", url, "--ca", home.resolve("missing.pem"));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("--ca", "--url").hasLineCount(1);
            assertThat(missing.exitCode()).isEqualTo(1);
            assertThat(missing.err()).contains("missing.pem").hasLineCount(1);
        }
    }

    /** With the alert of a server that has no certificate to show. */
    private static void answerOnce(ServerSocket server) {
        Thread thread = new Thread(() -> {
            try (Socket caller = server.accept()) {
                caller.getInputStream().readAllBytes();
            } catch (IOException noCertificate) {
                // The caller was told.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void willNotTellTheStoryWithoutSimulators(@TempDir Path home) {
        Run run = Run.of("demo", "--exit", "--home", home);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("shuqiao.simulators.jar");
    }

    @Test
    void servesNothingWithoutKeysUnlessItIsATrial(@TempDir Path home) {
        Run run = Run.of("serve", "--port", "0", "--home", home);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("serve: ")
                .contains("--development");
        assertThat(home.resolve("development")).doesNotExist();
    }
}
