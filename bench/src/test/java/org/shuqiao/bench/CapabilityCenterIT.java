package org.shuqiao.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.CanonicalJson;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.gateway.cli.ApiClient;
import org.shuqiao.gateway.cli.DemoOfficers;
import org.shuqiao.gateway.cli.DemoSetup;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.gateway.cli.GatewayProcess;
import org.shuqiao.gateway.cli.SimulatorsProcess;
import org.shuqiao.gateway.cli.SubmissionStatus;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.Platforms;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The second platform with strangers' code on its side: it decrypts and verifies with other libraries than ours, loses answers and calls,
 * and calls its second receipts back.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class CapabilityCenterIT {
    private static final String CENTER = "91500000MA5U000036";
    private static final int RECORDS_IN_EACH_WEATHER = 100;
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(4);
    private static final String LOST_AFTER = "71a6d9a0-0000-4000-9000-000000000002";
    private static final String LOST_BEFORE = "71a6d9a0-0000-4000-9000-000000000003";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path home;

    private URI simulators = URI.create("http://127.0.0.1/");

    @Test
    void everyRecordArrivesOnceAndIsStoredWhateverGetsLost() throws Exception {
        LentPostgres.to(home);
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), random);
        Path jar = SimulatorsProcess.jarFromSettings().orElseThrow();
        try (SimulatorsProcess process = SimulatorsProcess.start(jar, home, 0)) {
            simulators = process.url();
            try (GatewayProcess gateway = GatewayProcess.start(home, 0, platforms())) {
                send(
                        "PUT",
                        "/__sim/capability-center/settings",
                        "{\"callbackUrl\":\"" + gateway.url()
                                + "/platform/v1/capability-center/receipts\",\"settleAfterMillis\":500}");
                ApiClient center = register(gateway, keys);
                List<String> submissions = submitInAllWeathers(center);

                awaitStored(center, submissions);

                assertThatEachArrivedOnce(submissions.size());
            }
        }
    }

    /** In one text, since a name with a hyphen cannot be a variable. */
    private Map<String, String> platforms() {
        return Map.of(
                "SPRING_APPLICATION_JSON",
                """
                {"shuqiao":{"platforms":{"qingdao":{"base-url":"%s"},"capability-center":{"base-url":"%s"}}}}
                """
                        .formatted(simulators, simulators));
    }

    private ApiClient register(GatewayProcess gateway, DevelopmentKeys keys) throws Exception {
        ApiClient admin = DemoSetup.admin(gateway, home);
        admin.registerCenter(CENTER, "重庆示范中心", "500112");
        SigningKey provider = DevelopmentAuthority.openOrCreate(keys.folder(), Clock.systemUTC(), random)
                .issue("center-" + CENTER, "重庆示范中心");
        DemoOfficers.appoint(admin).putInForce(agreement(provider, keys.capabilityCenter()));
        return admin.withKey(admin.issueCenterKey(CENTER, "test").apiKey());
    }

    private byte[] agreement(SigningKey provider, SigningKey consumer) {
        ObjectNode agreement = (ObjectNode) JSON.readTree(Platforms.load(Datasets.load())
                .find("capability-center")
                .orElseThrow()
                .sampleAgreement());
        agreement.withObject("/provider").put("cert_sn", provider.chain().leafSerialHex());
        agreement.withObject("/consumer").put("cert_sn", consumer.chain().leafSerialHex());
        ObjectNode signed = agreement.deepCopy();
        signed.remove(List.of("id", "status", "signatures"));
        byte[] bytes = CanonicalJson.bytes(signed);
        Map.of("provider", provider, "consumer", consumer).forEach((party, key) -> agreement
                .withArray("/signatures")
                .addObject()
                .put("party", party)
                .put("kind", "sm2")
                .put("certificate", new String(key.chain().pem(), US_ASCII))
                .put(
                        "signature",
                        Base64.getEncoder().encodeToString(key.signer(random).sign(bytes))));
        return JSON.writeValueAsBytes(agreement);
    }

    private List<String> submitInAllWeathers(ApiClient center) throws Exception {
        List<String> submissions = new ArrayList<>(submit(center, "FAIR"));
        fault(LOST_AFTER, "\"fault\":\"CONNECTION_RESET_BY_PEER\",\"transformers\":[\"capability-center-receive\"]");
        submissions.addAll(submit(center, "AFTER"));
        awaitLostCall(LOST_AFTER);
        endFault(LOST_AFTER);
        fault(LOST_BEFORE, "\"fault\":\"CONNECTION_RESET_BY_PEER\"");
        submissions.addAll(submit(center, "BEFORE"));
        awaitLostCall(LOST_BEFORE);
        endFault(LOST_BEFORE);
        submissions.addAll(submit(center, "FAIR2"));
        return submissions;
    }

    private void fault(String stub, String response) throws Exception {
        send(
                "POST",
                "/__admin/mappings",
                "{\"id\":\"" + stub + "\",\"priority\":1,\"request\":{\"method\":\"POST\",\"urlPathPattern\":"
                        + "\"/openapi/v1/.*/batch\"},\"response\":{" + response + "}}");
    }

    private void endFault(String stub) throws Exception {
        send("DELETE", "/__admin/mappings/" + stub, "");
    }

    private static List<String> submit(ApiClient center, String run) throws IOException, InterruptedException {
        ActivityRecords records = new ActivityRecords(run, ActivityRecords.MIN_BYTES);
        List<String> submissions = new ArrayList<>();
        for (int number = 1; number <= RECORDS_IN_EACH_WEATHER; number++) {
            ObjectNode record = (ObjectNode) JSON.readTree(records.record(number));
            record.put("center_id", CENTER).put("region", "500112");
            submissions.add(center.submit(ActivityRecords.DATASET, JSON.writeValueAsBytes(record))
                    .submissionId());
        }
        return submissions;
    }

    /** The platform's own journal is asked: in ours a lost call shows only until it was asked for. */
    private void awaitLostCall(String stub) {
        await().ignoreExceptions()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !send("GET", "/__admin/requests?limit=1&matchingStub=" + stub, "")
                        .required("requests")
                        .isEmpty());
    }

    private static SubmissionStatus.Transfer transfer(ApiClient center, String submission) throws Exception {
        return center.submission(submission).transfers().stream()
                .filter(transfer -> transfer.platform().equals("capability-center"))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitStored(ApiClient center, List<String> submissions) {
        List<String> waiting = new ArrayList<>(submissions);
        await().ignoreExceptions()
                .atMost(SETTLED_WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    for (String submission : List.copyOf(waiting)) {
                        SubmissionStatus.Transfer transfer = transfer(center, submission);
                        assertThat(transfer.state()).as(transfer.toString()).isEqualTo("STORED");
                        assertThat(transfer.receipt().verified()).isTrue();
                        waiting.remove(submission);
                    }
                });
    }

    private void assertThatEachArrivedOnce(int records) throws Exception {
        Set<String> keys = new HashSet<>();
        for (JsonNode effect : send("GET", "/__sim/capability-center/effects", "")) {
            assertThat(keys.add(effect.required("rowKey").stringValue())).isTrue();
            assertThat(effect.required("stage").stringValue()).isEqualTo("STORED");
            assertThat(effect.required("calls").intValue())
                    .as("pushes that arrived: nothing is sent again before it was asked for")
                    .isEqualTo(1);
        }
        assertThat(keys).hasSize(records);
    }

    private JsonNode send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(simulators.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isBetween(200, 201);
        return answer.body().length == 0 ? JSON.nullNode() : JSON.readTree(answer.body());
    }
}
