package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A platform's folder that is laid into the home of a gateway that runs. */
@ExtendWith(OneGateway.class)
class PlatformFoldersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final GatewayUnderTest gateway;

    PlatformFoldersTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    private static JsonNode folders(Readiness readiness) {
        return readiness.details().path("platformFolders");
    }

    /** What a gateway that is ready says of folders, once this is among it. */
    private JsonNode awaitFolders(String expected) {
        return folders(await().atMost(SOON)
                .until(
                        () -> Readiness.of(gateway),
                        readiness -> readiness.status() == 200
                                && folders(readiness).toString().contains(expected)));
    }

    @Test
    void oneThatIsWrongIsToldWithFileAndLineAndHoldsNothingUp() throws IOException {
        Path folder = Files.createDirectories(gateway.home().resolve("platforms/wrong-one"));
        Path descriptor = folder.resolve("descriptor.yaml");
        Files.writeString(descriptor, "id: wrong-one\nid: wrong-one\n");
        try {
            JsonNode finding = awaitFolders("DUPLICATE_KEY").at("/0/findings/0");

            assertThat(finding.path("file").stringValue()).isEqualTo("wrong-one/descriptor.yaml");
            assertThat(finding.path("line").intValue()).isEqualTo(2);
            assertThat(finding.path("zh").stringValue()).isEqualTo("/id 出现了两次");
            assertThat(finding.path("en").stringValue()).isEqualTo("/id is there twice");
            assertThat(gateway.operator()
                            .get("/actuator/prometheus")
                            .expect(200)
                            .text())
                    .contains("shuqiao_platform_folders{state=\"refused\"} 1.0");
            assertThat(gateway.operator()
                            .get("/api/v1/ops/platforms")
                            .expect(200)
                            .text())
                    .contains("\"folder\"");
        } finally {
            Files.delete(descriptor);
            Files.delete(folder);
        }
        awaitFolders("NOT_CONFIGURED");
    }
}
