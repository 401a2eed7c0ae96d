package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the simulated platforms are reached: most at the simulators' address, the files and the queue at places of their own there, and
 * the exchange table in a database that is brought along, as the one between two bodies would be ({@link FrontDatabase}).
 */
public final class PlatformPlaces implements AutoCloseable {
    private static final String TABLE = "chongqing-eic";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI simulators;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ApiClient.ANSWER_WITHIN).build();
    private final FrontDatabase database;

    private PlatformPlaces(URI simulators, FrontDatabase database) {
        this.simulators = simulators;
        this.database = database;
    }

    /** Starts the database, and tells the simulators of it. */
    public static PlatformPlaces open(Path home, URI simulators) throws IOException, InterruptedException {
        PlatformPlaces places = new PlatformPlaces(simulators, FrontDatabase.start(home));
        try {
            ObjectNode database = JSON.createObjectNode()
                    .put("url", places.database.url())
                    .put("user", places.database.user())
                    .put("password", places.database.password());
            places.call("PUT", "/__sim/" + TABLE + "/database", JSON.writeValueAsBytes(database));
            return places;
        } catch (IOException | InterruptedException e) {
            places.close();
            throw e;
        }
    }

    /** Ids of the platforms, in the order of the demonstration. */
    public static List<String> platforms() {
        return SimulatedPlatform.ids();
    }

    /** Writes the address of every platform into the gateway's settings. */
    public void configure(ObjectNode settings) throws IOException, InterruptedException {
        JsonNode places = JSON.readTree(call("GET", "/__sim/places", new byte[0]));
        for (String platform : platforms()) {
            settings.withObject("/shuqiao/platforms/" + platform)
                    .put("base-url", places.path(platform).asString(simulators.toString()));
        }
        settings.withObject("/shuqiao/platforms/" + TABLE)
                .put("base-url", database.url())
                .put("client-id", database.user())
                .put("secret-file", database.passwordFile().toString());
    }

    /** Lets the platforms that answer in two stages bring their second receipts. */
    public void callBack(URI gateway) throws IOException, InterruptedException {
        for (String platform : List.of("capability-center", "jiangxi")) {
            ObjectNode settings = JSON.createObjectNode()
                    .put(
                            "callbackUrl",
                            gateway.resolve("/platform/v1/" + platform + "/receipts")
                                    .toString());
            call("PUT", "/__sim/" + platform + "/settings", JSON.writeValueAsBytes(settings));
        }
    }

    private byte[] call(String method, String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(simulators.resolve(path))
                .timeout(ApiClient.ANSWER_WITHIN)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the simulators answered " + response.statusCode() + " at " + path);
        }
        return response.body();
    }

    @Override
    public void close() {
        database.close();
    }
}
