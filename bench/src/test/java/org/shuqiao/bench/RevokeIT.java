package org.shuqiao.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.gateway.cli.ApiClient;
import org.shuqiao.gateway.cli.DemoOfficers;
import org.shuqiao.gateway.cli.DemoSetup;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.gateway.cli.SimulatorsProcess;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Two gateways, each a process of its own, on one database and one broker: together they send no more than a quota lets go, and nothing
 * under an agreement once its revocation is acknowledged. The platform's own record is the witness.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RevokeIT {
    private static final String CENTER = "91370212MA3C000039";
    private static final int DELIVERIES_A_DAY = 30;
    private static final int QUEUED = 500;

    /** Long enough that most is still queued, and something on its way, when the officer's call comes. */
    private static final Duration PLATFORM_DELAY = Duration.ofMillis(1_500);

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int TILE = 256;

    /** Leaves are canonical JSON: their members stand in the order of their names. */
    private static final Pattern VOID = Pattern.compile("\"transferId\":\"([0-9a-f-]{36})\",\"type\":\"void\"");

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ActivityRecords records = new ActivityRecords("REVOKE", ActivityRecords.MIN_BYTES);
    private final SecureRandom random = new SecureRandom();
    private final List<Gateway> gateways = new ArrayList<>();
    private final ObjectNode agreement = (ObjectNode) JSON.readTree(
            Platforms.load(Datasets.load()).find("qingdao").orElseThrow().sampleAgreement());

    @TempDir
    private Path home;

    @TempDir
    private Path otherHome;

    private String operator = "";
    private String officer = "";
    private String center = "";

    /** One of the two, as its callers see it. */
    private record Gateway(KillableGateway process, HttpClient http) {
        static Gateway of(KillableGateway process) {
            return new Gateway(
                    process, HttpClient.newBuilder().sslContext(process.trust()).build());
        }

        byte[] call(String method, String path, String key, String body) throws IOException, InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(process.url().resolve(path))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            var answer = http.send(request, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isBetween(200, 204);
            return answer.body();
        }

        JsonNode json(String method, String path, String key, String body) throws IOException, InterruptedException {
            return JSON.readTree(call(method, path, key, body));
        }
    }

    @Test
    void twoGatewaysSendNoMoreThanAgreedAndNothingAfterARevocationIsAcknowledged() throws Exception {
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), random);
        Path jar = SimulatorsProcess.jarFromSettings().orElseThrow();
        try (SharedServers shared = SharedServers.start();
                SimulatorsProcess simulators = SimulatorsProcess.start(jar, home, 0)) {
            Map<String, String> platform = Map.of(
                    "SHUQIAO_PLATFORMS_QINGDAO_BASE_URL", simulators.url().toString());
            try (KillableGateway one = new KillableGateway(home, shared.ofTheFirst(platform));
                    KillableGateway two =
                            new KillableGateway(otherHome, shared.ofTheSecond(platform, home, otherHome))) {
                gateways.addAll(List.of(Gateway.of(one), Gateway.of(two)));
                ApiClient admin = DemoSetup.admin(one.process(), home);
                enrol(admin);
                SimulatorRecord witness = new SimulatorRecord(simulators.url());
                sendNoMoreThanTheQuota(admin, keys, witness);
                sendNothingOnceTheRevocationIsAcknowledged(admin, keys, witness);
            }
        }
    }

    private void enrol(ApiClient admin) throws IOException, InterruptedException {
        admin.registerCenter(CENTER, "示范中心", "370212");
        center = admin.issueCenterKey(CENTER, "test").apiKey();
        operator = admin.issueKey("OPERATOR", "test", null).apiKey();
        officer = admin.issueKey("OFFICER", "test", "丙").apiKey();
    }

    private void sendNoMoreThanTheQuota(ApiClient admin, DevelopmentKeys keys, SimulatorRecord witness)
            throws Exception {
        awaitADayThatLasts();
        limit().put("batches_per_day", DELIVERIES_A_DAY);
        putInForce(admin, keys);
        queue(0, 4 * DELIVERIES_A_DAY, 4 * DELIVERIES_A_DAY);
        resume();

        awaitStates(Map.of("STORED", DELIVERIES_A_DAY, "READY QUOTA_DAY", 3 * DELIVERIES_A_DAY));
        assertThat(witness.effects()).hasSize(DELIVERIES_A_DAY);
        assertThat(witness.calls()).isEqualTo(DELIVERIES_A_DAY);
    }

    /** A quota counts days, in China. */
    private static void awaitADayThatLasts() {
        await().atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> LocalTime.now(ZoneId.of("Asia/Shanghai")).isBefore(LocalTime.of(23, 55)));
    }

    private ObjectNode limit() {
        for (JsonNode permission : agreement.path("permission")) {
            if (permission.path("dataset").stringValue().equals(ActivityRecords.DATASET)) {
                return ((ObjectNode) permission).putObject("quota");
            }
        }
        throw new AssertionError("the sample permits activities");
    }

    private void putInForce(ApiClient admin, DevelopmentKeys keys) throws IOException, InterruptedException {
        DemoOfficers.appoint(admin).putInForce(SignedAgreement.of(agreement, keys.center(), keys.platform(), random));
    }

    private void sendNothingOnceTheRevocationIsAcknowledged(
            ApiClient admin, DevelopmentKeys keys, SimulatorRecord witness) throws Exception {
        String first = SignedAgreement.hash(agreement);
        limit().put("rows_per_month", 100_000);
        agreement.put("version", 2).put("prev", first);
        int before = DELIVERIES_A_DAY;
        int waiting = 3 * DELIVERIES_A_DAY;
        pause();
        putInForce(admin, keys);
        queue(before + waiting, QUEUED - waiting, QUEUED);
        witness.answerAfter(PLATFORM_DELAY);
        resume();
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> witness.effects().size() > before + 40);

        awaitAcknowledged();
        int left = witness.calls();
        witness.answerAtOnce();

        assertThat(left).as("the call came in the middle").isLessThan(before + QUEUED);
        await().atMost(SOON).until(() -> states().keySet().stream()
                .allMatch(state -> state.equals("STORED") || state.equals("DENIED REVOKED")));
        Map<String, Integer> ended = states();
        int arrived = witness.effects().size();
        assertThat(witness.calls()).as("nothing has left since").isEqualTo(left);
        assertThat(arrived).isEqualTo(left);
        assertThat(ended).isEqualTo(Map.of("STORED", arrived, "DENIED REVOKED", before + QUEUED - arrived));
        await().atMost(SOON).untilAsserted(() -> assertThat(voided())
                .as("no statement stands of what did not leave")
                .containsAll(denied()));
    }

    /**
     * Submits records to both gateways while the platform rests, and waits until all could leave.
     *
     * @param queued how many there are then, those from before included
     */
    private void queue(int from, int count, int queued) throws IOException, InterruptedException {
        pause();
        List<Thread> submitters = IntStream.range(0, gateways.size())
                .mapToObj(i -> new Thread(() -> submit(gateways.get(i), from, count, i)))
                .toList();
        submitters.forEach(Thread::start);
        for (Thread submitter : submitters) {
            submitter.join();
        }
        await().atMost(SOON).until(() -> {
            Map<String, Integer> states = new HashMap<>(states());
            states.remove("STORED");
            return states.keySet().stream().allMatch(state -> state.startsWith("READY"))
                    && states.values().stream().mapToInt(n -> n).sum() == queued;
        });
    }

    private void submit(Gateway gateway, int from, int count, int offset) {
        URI path = gateway.process().url().resolve("/api/v1/submissions/" + ActivityRecords.DATASET);
        try (GatewayConnection connection =
                new GatewayConnection(path, center, gateway.process().trust())) {
            for (int number = from + offset; number < from + count; number += gateways.size()) {
                assertThat(connection.post(records.record(number)).status()).isEqualTo(202);
            }
        } catch (IOException away) {
            throw new AssertionError(away);
        }
    }

    private void pause() throws IOException, InterruptedException {
        gateways.get(0).call("POST", "/api/v1/ops/platforms/qingdao/pause", operator, "{\"reason\":\"test\"}");
    }

    private void resume() throws IOException, InterruptedException {
        gateways.get(1).call("POST", "/api/v1/ops/platforms/qingdao/resume", operator, "{}");
    }

    private void awaitAcknowledged() {
        String path = "/api/v1/agreements/" + agreement.path("id").stringValue() + "/revoke";
        await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> gateways.get(1)
                .json("POST", path, officer, "{\"reason\":\"breach\"}")
                .path("status")
                .stringValue()
                .equals("acknowledged"));
    }

    private void awaitStates(Map<String, Integer> expected) {
        await().atMost(SOON).until(this::states, expected::equals);
    }

    private record Found(String id, String state) {}

    /** Every transfer, with its state and reason. */
    private List<Found> transfers() throws IOException, InterruptedException {
        List<Found> found = new ArrayList<>();
        JsonNode page = page("");
        boolean more = true;
        while (more) {
            for (JsonNode transfer : page.path("transfers")) {
                String state = transfer.path("state").stringValue();
                // Where it has arrived the reason tells of an attempt before.
                String reason =
                        state.equals("STORED") ? "" : transfer.path("reason").asString("");
                found.add(new Found(transfer.path("transferId").stringValue(), (state + " " + reason).strip()));
            }
            more = page.path("next").isString();
            page = more ? page("&cursor=" + page.path("next").stringValue()) : page;
        }
        return found;
    }

    private JsonNode page(String cursor) throws IOException, InterruptedException {
        return gateways.get(0).json("GET", "/api/v1/ops/transfers?limit=200" + cursor, operator, "");
    }

    private Map<String, Integer> states() throws IOException, InterruptedException {
        Map<String, Integer> states = new TreeMap<>();
        transfers().forEach(transfer -> states.merge(transfer.state(), 1, Integer::sum));
        return states;
    }

    private Set<String> denied() throws IOException, InterruptedException {
        return transfers().stream()
                .filter(transfer -> transfer.state().equals("DENIED REVOKED"))
                .map(Found::id)
                .collect(Collectors.toSet());
    }

    /** Transfers of whose statements the log says that they speak for nothing any more. */
    private Set<String> voided() throws IOException, InterruptedException {
        String note = new String(gateways.get(0).call("GET", "/api/v1/log/checkpoint", operator, ""), UTF_8);
        long size = Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
        Set<String> voided = new HashSet<>();
        for (long tile = 0; tile * TILE < size; tile++) {
            long width = Math.min(TILE, size - tile * TILE);
            String path = "/api/v1/log/tile/entries/%03d%s".formatted(tile, width == TILE ? "" : ".p/" + width);
            VOID.matcher(new String(gateways.get(0).call("GET", path, operator, ""), UTF_8))
                    .results()
                    .forEach(leaf -> voided.add(leaf.group(1)));
        }
        return voided;
    }
}
