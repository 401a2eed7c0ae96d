package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as a user starts it. */
class SimulatorsTest {
    @TempDir
    private Path home;

    @Test
    void saysOneLineWhenAKeyIsMissing() throws Exception {
        DevelopmentKeys.create(home);
        Path secret = home.resolve("development/qingdao.secret");
        Files.delete(secret);
        Process process = start();
        List<String> output = process.inputReader(UTF_8).lines().toList();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output).singleElement().asString().startsWith("simulators: cannot read " + secret);
    }

    @Test
    void saysOneLineWhenTheReceiptKeyBelongsToAnotherCertificate() throws Exception {
        DevelopmentKeys keys = DevelopmentKeys.create(home);
        Files.copy(keys.file("gateway.pem"), keys.file("qingdao.pem"), StandardCopyOption.REPLACE_EXISTING);
        Process process = start();
        List<String> output = process.inputReader(UTF_8).lines().toList();
        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output).singleElement().asString().contains("qingdao.key.pem is not the key of");
    }

    @Test
    void servesOnThePortItWroteDownUntilItIsEnded() throws Exception {
        DevelopmentKeys.create(home);
        Process process = start();
        try (BufferedReader output = process.inputReader(UTF_8)) {
            String line = output.readLine();
            String port = Files.readString(home.resolve("run/simulators.port"));
            assertThat(line).contains("http://127.0.0.1:" + port);
            assertThat(Call.get(Integer.parseInt(port), "/__sim/qingdao/effects")
                            .body())
                    .isEqualTo("[]");
            assertThat(Call.get(Integer.parseInt(port), "/__admin/mappings").body())
                    .contains("qingdao-push", "capability-center-push", "capability-center-query", "\"tsa\"");
            process.toHandle().destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output.readLine()).as("no second line").isNull();
            assertThat(home.resolve("run/simulators.port")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path"), Simulators.class.getName()));
        command.addAll(List.of("--home", home.toString(), "--port", "0"));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
