package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.Signer;

@Timeout(30)
class SinkServerTest {

    @Test
    void servesAnotherHttpClient(@TempDir Path folder) throws IOException, InterruptedException {
        PlatformKeys keys = new PlatformKeys(folder);
        Signer gatewaySigner = keys.signer("gateway");
        SinkPlatform platform = new SinkPlatform(keys.signer("qingdao"), Clock.systemUTC(), null);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        try (SinkServer sink = SinkServer.start(platform::answer)) {
            for (int i = 1; i <= 50; i++) {
                String payload = "{\"n\":" + i + "}";
                HttpRequest.Builder request = HttpRequest.newBuilder(
                                sink.baseUrl().resolve("/gateway/api/1/activity"))
                        .POST(BodyPublishers.ofString(payload));
                keys.headers(new UUID(0, i), "R-" + i, payload, gatewaySigner).forEach(request::header);
                HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).startsWith("{\"code\":\"0\",\"message\":\"接收成功\",\"receipt\":\"");
            }
        }

        assertThat(platform.arrivals().records()).isEqualTo(50);
    }
}
