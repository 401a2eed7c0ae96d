package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.gateway.cli.ApiClient;
import org.shuqiao.gateway.cli.DemoOfficers;
import org.shuqiao.gateway.cli.DemoSetup;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.gateway.cli.GatewayTrust;
import org.shuqiao.gateway.cli.InboxPage;
import org.shuqiao.gateway.cli.SimulatorsProcess;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code kill -9} of the gateway while a platform sends: what was committed and never answered gets its first receipt, and one place. */
@Isolated("counts on where a load is when it kills")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ReturnKillIT {
    private static final String CENTER = "91500000MA5U000036";
    /** So many that some of them always wait for an answer. */
    private static final int SENDERS = 32;

    private static final int ANSWERED_BEFORE_A_KILL = 100;
    private static final Duration SILENCE = Duration.ofMillis(500);
    /** How long kills are tried: what was unanswered when the gateway was held may still have been on its way. */
    private static final Duration KILLING = Duration.ofMinutes(4);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final SecureRandom random = new SecureRandom();
    private final AtomicInteger numbers = new AtomicInteger();
    /** What the gateway said of each batch; a missing node where it said nothing. */
    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();

    private final byte[] sample = Datasets.load()
            .find("showcase_content")
            .orElseThrow()
            .samples()
            .get(0)
            .bytes();
    private volatile boolean sending;

    @TempDir
    private Path home;

    private URI simulators = URI.create("http://127.0.0.1/");

    @Test
    void whatWasCommittedButNotAnsweredGetsItsFirstReceiptAndOnePlace() throws Exception {
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), random);
        Path jar = SimulatorsProcess.jarFromSettings().orElseThrow();
        try (SimulatorsProcess process = SimulatorsProcess.start(jar, home, 0)) {
            simulators = process.url();
            try (KillableGateway gateway = new KillableGateway(home, platforms())) {
                String apiKey = register(gateway, keys);
                int committedButNotAnswered = 0;
                long end = System.nanoTime() + KILLING.toNanos();
                while (committedButNotAnswered == 0 && System.nanoTime() < end) {
                    Instant killed = killWhileSending(gateway);
                    committedButNotAnswered = sendAllAgain(gateway, killed);
                }

                assertThat(committedButNotAnswered)
                        .as("a kill hit the moment between commit and answer")
                        .isPositive();
                assertThatEachHasOnePlace(new ApiClient(gateway.url(), apiKey, GatewayTrust.of(home)));
            }
        }
    }

    private Map<String, String> platforms() {
        return Map.of(
                "SPRING_APPLICATION_JSON",
                """
                {"shuqiao":{"platforms":{"qingdao":{"base-url":"%s"},"capability-center":{"base-url":"%s"}}}}
                """
                        .formatted(simulators, simulators));
    }

    private String register(KillableGateway gateway, DevelopmentKeys keys) throws Exception {
        ApiClient admin = DemoSetup.admin(gateway.process(), home);
        admin.registerCenter(CENTER, "重庆示范中心", "500112");
        SigningKey consumer = DevelopmentAuthority.openOrCreate(keys.folder(), Clock.systemUTC(), random)
                .issue("center-" + CENTER, "重庆示范中心");
        DemoOfficers.appoint(admin)
                .putInForce(SignedAgreement.of(
                        (ObjectNode) JSON.readTree(Platforms.load(Datasets.load())
                                .find("capability-center")
                                .orElseThrow()
                                .sampleInboundAgreement()
                                .orElseThrow()),
                        keys.capabilityCenter(),
                        consumer,
                        random));
        return admin.issueCenterKey(CENTER, "test").apiKey();
    }

    /** @return when it was killed */
    private Instant killWhileSending(KillableGateway gateway) throws Exception {
        int before = answers.size();
        URI target = gateway.url();
        sending = true;
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            Thread sender = new Thread(() -> sendUntilNobodyAnswers(target));
            sender.start();
            senders.add(sender);
        }
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> answers.size() >= before + ANSWERED_BEFORE_A_KILL);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> heldUnanswered(gateway));
        Instant killed = Instant.now();
        gateway.killAndStartAgain();
        sending = false;
        for (Thread sender : senders) {
            sender.join();
        }
        return killed;
    }

    /** Holds the gateway at some moment, and lets it go again where that is not one between a commit and its answer. */
    private boolean heldUnanswered(KillableGateway gateway) throws Exception {
        gateway.hold();
        AtomicInteger answered = new AtomicInteger(-1);
        await().during(SILENCE).until(() -> answered.getAndSet(answers.size()) == answers.size());
        try (Connection ledger = gateway.ledger();
                Statement query = ledger.createStatement();
                ResultSet committed = query.executeQuery("SELECT batch_id FROM return_batch")) {
            while (committed.next()) {
                if (!answers.containsKey(committed.getString(1))) {
                    return true;
                }
            }
        }
        gateway.letGo();
        return false;
    }

    private void sendUntilNobodyAnswers(URI gateway) {
        boolean answered = true;
        while (answered && sending) {
            String batch = "kill-" + numbers.incrementAndGet();
            JsonNode answer = send(gateway, batch);
            answers.put(batch, answer);
            answered = !answer.isMissingNode();
        }
    }

    /** @return how many were committed before the kill and never answered */
    private int sendAllAgain(KillableGateway gateway, Instant killed) {
        int found = 0;
        for (Map.Entry<String, JsonNode> sent : List.copyOf(answers.entrySet())) {
            JsonNode again = send(gateway.url(), sent.getKey());
            assertThat(again.at("/rows/0/code").asString("")).as(sent.getKey()).isEqualTo("OK");
            if (!sent.getValue().isMissingNode()) {
                assertThat(again).as("the first receipt of " + sent.getKey()).isEqualTo(sent.getValue());
            } else if (receivedAt(again).isBefore(killed)) {
                found++;
            }
            answers.put(sent.getKey(), again);
        }
        return found;
    }

    private static Instant receivedAt(JsonNode answer) {
        byte[] receipt = Base64.getDecoder().decode(answer.path("receipt").stringValue());
        return Instant.parse(JSON.readTree(receipt).path("receivedAt").stringValue());
    }

    private void assertThatEachHasOnePlace(ApiClient center) throws Exception {
        Set<String> records = new HashSet<>();
        long after = 0;
        for (InboxPage page = center.inbox(after); !page.messages().isEmpty(); page = center.inbox(after)) {
            for (InboxPage.Message message : page.messages()) {
                assertThat(message.seq()).isEqualTo(++after);
                assertThat(records.add(message.recordId()))
                        .as(message.recordId())
                        .isTrue();
            }
        }
        assertThat(records).isEqualTo(answers.keySet());
    }

    /** The platform sends one record under this id; a missing node where the gateway did not answer. */
    private JsonNode send(URI gateway, String batch) {
        ObjectNode row = (ObjectNode) JSON.readTree(sample);
        ObjectNode command = JSON.createObjectNode()
                .put("gateway", gateway.toString())
                .put("dataset", "showcase_content")
                .put("batchId", batch);
        command.putArray("rows").add(row.put("record_id", batch).put("center_id", CENTER));
        HttpRequest request = HttpRequest.newBuilder(simulators.resolve("/__sim/capability-center/returns"))
                .timeout(Duration.ofMinutes(1))
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(command)))
                .build();
        try {
            JsonNode told =
                    JSON.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
            if (told.path("status").intValue() == 0) {
                return JSON.missingNode();
            }
            assertThat(told.path("receiptValid").booleanValue())
                    .as(told.toString())
                    .isTrue();
            return told.path("answer");
        } catch (Exception simulatorAway) {
            throw new AssertionError(simulatorAway);
        }
    }
}
