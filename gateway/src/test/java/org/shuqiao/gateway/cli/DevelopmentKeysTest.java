package org.shuqiao.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeysTest {
    @TempDir
    private Path home;

    private DevelopmentKeys create() throws IOException {
        return DevelopmentKeys.createIfAbsent(home.resolve("new"), Clock.systemUTC(), new SecureRandom());
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new HashMap<>();
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void makesEveryFile() throws Exception {
        assertThat(contents(create().folder()).keySet())
                .contains("ca.pem", "ca.key.pem", "gateway.pem", "gateway.key.pem", "qingdao.pem", "qingdao.key.pem")
                .contains("center-91370212MA3C000039.pem", "center-91370212MA3C000039.key.pem", "qingdao.secret")
                .contains("capability-center.pem", "capability-center.key.pem", "capability-center.secret")
                .contains("capability-center-enc.pem", "capability-center-enc.key.pem")
                .contains("capability-center-client.pem", "capability-center-client.key.pem")
                .contains("shanxi.pem", "shanxi.secret", "qingdao-drc-client.pem", "chongqing-drc-client.key.pem")
                .contains("tsa-ca.pem", "tsa.pem", "tsa.key.pem")
                .contains("tls-ca.pem", "tls.pem", "tls.key.pem")
                .noneMatch(name -> name.startsWith(".new-"));
    }

    @Test
    void keepsWhatIsThere() throws Exception {
        Map<String, String> first = contents(create().folder());

        assertThat(contents(create().folder())).isEqualTo(first);
    }

    @Test
    void keepsSecretsToTheOwner() throws Exception {
        Path folder = create().folder();

        for (String name : List.of("qingdao.secret", "capability-center.secret", "gateway.key.pem", "tls.key.pem")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(folder.resolve("qingdao.secret"))).matches("[0-9a-f]{64}");
        assertThat(Files.readString(folder.resolve("capability-center.secret")))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(Files.readString(folder.resolve("qingdao.secret")));
    }

    @Test
    void givesSeveralAtOnceTheSameKeys() throws Exception {
        Callable<String> serial = () -> create().center().chain().leafSerialHex()
                + Files.readString(home.resolve("new/development/qingdao.secret"));
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<String>> seen = threads.invokeAll(List.of(serial, serial, serial, serial));

            assertThat(seen).extracting(Future::get).containsOnly(seen.get(0).get());
        } finally {
            threads.shutdownNow();
        }
    }
}
