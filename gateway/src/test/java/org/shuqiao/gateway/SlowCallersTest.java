package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As many as the server has threads, each with a body that never ends. */
@ExtendWith(OneGateway.class)
class SlowCallersTest {
    private static final int THREADS = 200;

    private final GatewayUnderTest gateway;

    SlowCallersTest(GatewayUnderTest gateway) {
        this.gateway = gateway;
    }

    @Test
    void withoutAKeyTheyKeepNobodyOut() throws Exception {
        int port = Integer.parseInt(
                Files.readString(gateway.home().resolve("run/gateway.port")).strip());
        try (SlowCallers callers = new SlowCallers(port, THREADS, "POST /api/v1/submissions/activity HTTP/1.1\r\n")) {
            callers.awaitAnswers();

            assertThat(CompletableFuture.supplyAsync(() ->
                            gateway.anonymous().get("/actuator/health/liveness").status()))
                    .succeedsWithin(Duration.ofSeconds(15))
                    .isEqualTo(200);
        }
    }
}
