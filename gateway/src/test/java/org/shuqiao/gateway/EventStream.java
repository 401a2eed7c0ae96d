package org.shuqiao.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of server-sent events, read by a thread of its own until it is closed or the server ends it. */
final class EventStream implements AutoCloseable {
    private final HttpResponse<InputStream> response;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Thread reader = new Thread(this::read, "event-stream");
    private volatile boolean ended;

    record Event(String id, JsonNode data) {}

    private EventStream(HttpResponse<InputStream> response) {
        this.response = response;
    }

    /** @param headers names and values in turn */
    static EventStream open(GatewayClient client, String query, String... headers) {
        return openAt(client, "/api/v1/inbox/stream" + query, headers);
    }

    /** @param headers names and values in turn */
    static EventStream openAt(GatewayClient client, String path, String... headers) {
        EventStream stream = new EventStream(ask(client, path, headers));
        assertThat(stream.response.statusCode()).isEqualTo(200);
        assertThat(stream.response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        stream.reader.setDaemon(true);
        stream.reader.start();
        return stream;
    }

    /** What the server says to who asks for a stream, without waiting for the end of one that it opens. */
    static int statusAt(GatewayClient client, String path, String... headers) {
        HttpResponse<InputStream> answer = ask(client, path, headers);
        try {
            answer.body().close();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
        return answer.statusCode();
    }

    private static HttpResponse<InputStream> ask(GatewayClient client, String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(client.gateway() + path)).header("Accept", "text/event-stream");
        if (client.apiKey() != null) {
            request.header("Authorization", "Bearer " + client.apiKey());
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException unopened) {
            throw new UncheckedIOException(unopened);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(id, JsonMapper.shared().readTree(line.substring("data: ".length()))));
                }
                line = lines.readLine();
            }
        } catch (IOException cut) {
            // Ended, one way or the other.
        } finally {
            ended = true;
        }
    }

    List<Event> events() {
        return events;
    }

    List<String> ids() {
        return events.stream().map(Event::id).toList();
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }
}
