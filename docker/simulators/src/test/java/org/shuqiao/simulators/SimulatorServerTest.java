package org.shuqiao.simulators;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorServerTest {
    private static final String NO_CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";

    @TempDir
    private static Path original;

    private static DevelopmentKeys keys;

    @TempDir
    private Path home;

    @BeforeAll
    static void makeKeys() throws IOException {
        keys = DevelopmentKeys.create(original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ca.pem",
                "qingdao.pem",
                "qingdao.key.pem",
                "qingdao.secret",
                "capability-center.pem",
                "capability-center.key.pem",
                "capability-center.secret",
                "capability-center-enc.pem",
                "capability-center-enc.key.pem",
                "capability-center-client.pem",
                "qingdao-brain.pem",
                "qingdao-brain.key.pem",
                "qingdao-brain.secret",
                "national.pem",
                "national.secret",
                "jiangxi.key.pem",
                "jiangxi.secret",
                "tsa.pem",
                "tsa.key.pem",
                "tsa-ca.pem"
            })
    void namesTheFileWithoutWhichItCannotStart(String name) throws IOException {
        Path file = copy().resolve(name);
        Files.delete(file);
        assertCannotStart("cannot read " + file);
        Files.writeString(file, "");
        assertCannotStart(file.toString());
        if (!name.endsWith(".secret")) {
            Files.writeString(file, NO_CERTIFICATE);
            assertCannotStart(file.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"qingdao", "capability-center", "capability-center-enc", "qingdao-brain", "national", "jiangxi"})
    void refusesAKeyOfAnotherCertificate(String name) throws IOException {
        Path file = copy().resolve(name + ".pem");
        Files.copy(keys.file("gateway.pem"), file, StandardCopyOption.REPLACE_EXISTING);
        assertCannotStart(name + ".key.pem is not the key of " + file);
    }

    private Path copy() throws IOException {
        Path folder = Files.createDirectories(home.resolve("development"));
        try (var files = Files.list(keys.file(""))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        return folder;
    }

    private void assertCannotStart(String message) {
        assertThatThrownBy(() -> SimulatorServer.start(home, "127.0.0.1", 0, Clock.systemUTC(), new SecureRandom()))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining(message);
    }
}
