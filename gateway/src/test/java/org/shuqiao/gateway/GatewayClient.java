package org.shuqiao.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Plain HTTP with one API key, or none. */
record GatewayClient(HttpClient http, URI gateway, @Nullable String apiKey, Duration patience) {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    GatewayClient(HttpClient http, URI gateway, @Nullable String apiKey) {
        this(http, gateway, apiKey, LONGEST);
    }

    static GatewayClient of(URI gateway) {
        return new GatewayClient(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), gateway, null);
    }

    GatewayClient withKey(String other) {
        return new GatewayClient(http, gateway, other, patience);
    }

    GatewayClient withPatience(Duration other) {
        return new GatewayClient(http, gateway, apiKey, other);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    /** @param body bytes as they are, anything else as JSON */
    Answer post(String path, Object body, String... headers) {
        return send("POST", path, publisher(body), json(headers));
    }

    Answer put(String path, Object body) {
        return send("PUT", path, publisher(body), json());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    private static BodyPublisher publisher(Object body) {
        return BodyPublishers.ofByteArray(
                body instanceof byte[] bytes ? bytes : JsonMapper.shared().writeValueAsBytes(body));
    }

    private static String[] json(String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return all;
    }

    /** @param headers names and values in turn */
    Answer send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway + path))
                .timeout(patience)
                .method(method, body);
        if (apiKey != null) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        long start = System.nanoTime();
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    response.body(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (IOException noAnswer) {
            throw new UncheckedIOException(noAnswer);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
