package org.shuqiao.bench.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A simulated platform answers every delivery with a fault, until the end. */
final class Outage implements AutoCloseable {
    private static final int BEFORE_ALL_OTHERS = 1;

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI admin;
    private final UUID id = UUID.randomUUID();

    private Outage(URI simulators) {
        this.admin = simulators.resolve("/__admin/");
    }

    /** @param deliveries regular expression of the paths that they go to */
    static Outage begin(URI simulators, String deliveries, int status) {
        Outage outage = new Outage(simulators);
        ObjectNode stub = JsonMapper.shared().createObjectNode();
        stub.put("id", outage.id.toString()).put("priority", BEFORE_ALL_OTHERS);
        stub.putObject("request").put("method", "POST").put("urlPathPattern", deliveries);
        stub.putObject("response").put("status", status);
        outage.call("POST", "mappings", stub.toString());
        return outage;
    }

    /** The platform is well again. May be told twice. */
    void end() {
        call("DELETE", "mappings/" + id, "");
    }

    private void call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(admin.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            http.send(request, BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waits any more", e);
        }
    }

    @Override
    public void close() {
        end();
    }
}
