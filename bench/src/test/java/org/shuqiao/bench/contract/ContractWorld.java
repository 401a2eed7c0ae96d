package org.shuqiao.bench.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.shuqiao.bench.LentPostgres;
import org.shuqiao.bench.SignedAgreement;
import org.shuqiao.bench.contract.MissingCatalogCode.OtherCenter;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.gateway.cli.ApiClient;
import org.shuqiao.gateway.cli.DemoOfficers;
import org.shuqiao.gateway.cli.DemoSetup;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.gateway.cli.GatewayProcess;
import org.shuqiao.gateway.cli.GatewayTrust;
import org.shuqiao.gateway.cli.PlatformPlaces;
import org.shuqiao.gateway.cli.SimulatorsProcess;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One gateway with every platform, and the simulators, for all contracts together; the first one that runs starts them. */
final class ContractWorld implements AutoCloseable {
    static final String CENTER = "91370212MA3C000039";
    static final String REGION = "370212";
    private final Path home;
    private final Datasets datasets = Datasets.load();
    private final Platforms platforms = Platforms.load(datasets);
    private final DevelopmentKeys keys;
    private final SecureRandom random = new SecureRandom();
    private final SimulatorsProcess simulators;
    private final PlatformPlaces places;
    private final GatewayProcess gateway;
    private final HttpClient http;
    private final ApiClient admin;
    private final String centerKey;
    private final String officerKey;
    private final ApiClient center;
    private final ApiClient otherCenter;
    private final SigningKey otherKey;
    private final AtomicInteger records = new AtomicInteger();

    static {
        // A look that finds nothing yet is no verdict: it is the last look that counts.
        Awaitility.ignoreExceptionsByDefault();
    }

    private ContractWorld() throws IOException, InterruptedException {
        home = Files.createTempDirectory("contract");
        LentPostgres.to(home);
        keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), random);
        simulators = SimulatorsProcess.start(SimulatorsProcess.jarFromSettings().orElseThrow(), home, 0);
        places = PlatformPlaces.open(home, simulators.url());
        gateway = GatewayProcess.start(home, 0, settings());
        http = HttpClient.newBuilder().sslContext(GatewayTrust.of(home)).build();
        admin = DemoSetup.admin(gateway, home);
        String key = "";
        for (String platform : PlatformPlaces.platforms()) {
            key = DemoSetup.ofAny(admin, keys, platform, random).run();
        }
        centerKey = key;
        officerKey = admin.issueKey("OFFICER", "contract", "合同安全员").apiKey();
        center = admin.withKey(key);
        admin.registerCenter(OtherCenter.USCI, OtherCenter.NAME, OtherCenter.REGION);
        otherCenter =
                admin.withKey(admin.issueCenterKey(OtherCenter.USCI, "contract").apiKey());
        otherKey = DevelopmentAuthority.openOrCreate(keys.folder(), Clock.systemUTC(), random)
                .issue("center-" + OtherCenter.USCI, OtherCenter.NAME);
        places.callBack(gateway.url());
    }

    private Map<String, String> settings() throws IOException, InterruptedException {
        ObjectNode settings = JsonMapper.shared().createObjectNode();
        places.configure(settings);
        return Map.of("SPRING_APPLICATION_JSON", settings.toString());
    }

    /** @return a number that no other record of this world has */
    int nextRecord() {
        return records.incrementAndGet();
    }

    Platform platform(String id) {
        return platforms.find(id).orElseThrow();
    }

    Datasets datasets() {
        return datasets;
    }

    Simulated simulated(String platform) {
        return new Simulated(simulators.url(), platform);
    }

    ApiClient center() {
        return center;
    }

    /** Has a key, and the agreements that a test puts in force. */
    ApiClient otherCenter() {
        return otherCenter;
    }

    /** Puts an agreement of the other center in force. */
    void putInForce(String platform, ObjectNode agreement) throws IOException, InterruptedException {
        DemoOfficers.appoint(admin)
                .putInForce(SignedAgreement.of(agreement, otherKey, keys.platform(platform), random));
    }

    /** A call of the center that {@link ApiClient} has no method for. */
    byte[] asCenter(String method, String path, String type, byte[] body) {
        return call(method, path, centerKey, type, body);
    }

    /** A call of a security officer, who is no center's. */
    byte[] asOfficer(String method, String path, byte[] body) {
        return call(method, path, officerKey, "application/json", body);
    }

    private byte[] call(String method, String path, String key, String type, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(gateway.url().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofByteArray(body))
                .build();
        var answer = sent(request);
        assertThat(answer.statusCode()).as(method + " " + path).isBetween(200, 204);
        return answer.body();
    }

    private HttpResponse<byte[]> sent(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("the gateway does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Platforms whose clocks are far from the gateway's, as its health tells. */
    List<String> platformClocks() {
        HttpRequest request = HttpRequest.newBuilder(gateway.url().resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return JsonMapper.shared()
                .readTree(sent(request).body())
                .at("/components/journeys/details/platformClocks")
                .valueStream()
                .map(clock -> clock.path("platform").asString(""))
                .toList();
    }

    @Override
    public void close() {
        gateway.stop();
        simulators.stop();
        places.close();
    }

    /** Gives the one world to whoever asks; it ends with the last test. */
    static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(ContractWorld.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ContractWorld.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(SPACE).computeIfAbsent(ContractWorld.class, wanted -> start());
        }

        private static ContractWorld start() {
            try {
                return new ContractWorld();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("the gateway or the simulators do not start", e);
            }
        }
    }
}
