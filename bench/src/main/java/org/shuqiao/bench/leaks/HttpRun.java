package org.shuqiao.bench.leaks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.shuqiao.bench.leaks.PlantedRecord.Planted;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.gateway.cli.ApiClient;
import org.shuqiao.gateway.cli.DemoSetup;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.gateway.cli.GatewayProcess;
import org.shuqiao.gateway.cli.SimulatorsProcess;
import org.shuqiao.gateway.cli.SubmissionStatus.Transfer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Hands records with secrets in to a running gateway, well-formed and broken, and then searches everything that gateway and platform let
 * others see, and what the gateway keeps in files outside of its database. None of the secrets may be in any of it.
 */
final class HttpRun {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CENTER = "91370212MA3C000039";
    /** What the platform of the run takes. */
    private static final Set<String> DATASETS = Set.of("activity", "diagnosis_report");

    private static final Set<String> SETTLED = Set.of("STORED", "QUARANTINED", "DENIED", "REJECTED", "PARKED");
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);
    private static final long PAUSE_MILLIS = 500;
    /** A shorter number occurs by chance where there are hashes. */
    private static final int SHORTEST_NUMBER = 10;

    private final RecordMaker maker;
    private final Traces traces;
    private final List<String> needles = new ArrayList<>();
    private final List<String> submissions = new ArrayList<>();
    private final Map<String, Integer> states = new TreeMap<>();

    private HttpRun(RecordMaker maker, Traces traces) {
        this.maker = maker;
        this.traces = traces;
    }

    /**
     * @param found the secrets, by the place they were found in
     * @param states of the transfers, each with how many are in it
     * @param bytes that were searched
     */
    record Outcome(Map<String, Set<String>> found, Map<String, Integer> states, long bytes) {

        /** Whether secrets were kept back, other records left, and no secret is anywhere. */
        boolean holds() {
            return found.isEmpty() && states.containsKey("STORED") && states.containsKey("QUARANTINED");
        }
    }

    /**
     * @param home of a gateway that never ran
     * @param records with a secret, each handed in in four ways
     */
    static Outcome run(Path home, int records, RecordMaker maker, Vocabulary vocabulary)
            throws IOException, InterruptedException, CertificateRefused {
        SecureRandom random = new SecureRandom();
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), random);
        Path jar = SimulatorsProcess.jarFromSettings().orElseThrow();
        try (SimulatorsProcess simulators = SimulatorsProcess.start(jar, home, 0);
                GatewayProcess gateway = GatewayProcess.start(home, 0, settings(simulators.url()))) {
            ApiClient admin = DemoSetup.admin(gateway, home);
            String key = new DemoSetup(admin, keys, random).run();
            Traces traces = new Traces(home, gateway.url(), simulators.url());
            HttpRun run = new HttpRun(maker, traces);
            traces.putDictionary(CENTER, vocabulary.terms());
            run.handIn(key, records);
            run.awaitSettled(admin.withKey(key));
            traces.collect(key);
            Map<String, Set<String>> found = traces.search(new ByteSearch(run.needles));
            return new Outcome(found, run.states, traces.bytes());
        }
    }

    private static Map<String, String> settings(URI platform) {
        return Map.of(
                "SHUQIAO_PLATFORMS_QINGDAO_BASE_URL",
                platform.toString(),
                "SHUQIAO_RATE_PER_SECOND",
                "1000000",
                "SHUQIAO_RATE_BURST",
                "1000000");
    }

    private void handIn(String key, int records) throws IOException, InterruptedException {
        int taken = 0;
        for (long number = 0; taken < records; number++) {
            PlantedRecord planted = maker.planted(number);
            if (DATASETS.contains(planted.dataset())) {
                needles.addAll(needles(planted));
                submissions.add(traces.submit(key, planted.dataset(), planted.json()));
                handInBroken(key, planted);
                taken++;
            }
        }
        for (long number = 0; number < records; number++) {
            PlantedRecord clean = maker.clean(number);
            if (DATASETS.contains(clean.dataset())) {
                submissions.add(traces.submit(key, clean.dataset(), clean.json()));
            }
        }
    }

    /** Cut in two, with the secret where a number belongs, and with the secret as a name that no dataset has. */
    private void handInBroken(String key, PlantedRecord planted) throws IOException, InterruptedException {
        String secret = written(planted);
        byte[] json = planted.json();
        traces.refused(key, planted.dataset(), Arrays.copyOf(json, json.length * 2 / 3));
        ObjectNode record = (ObjectNode) JSON.readTree(json);
        traces.refused(
                key, planted.dataset(), JSON.writeValueAsBytes(record.deepCopy().put("version", secret)));
        traces.refused(
                key,
                planted.dataset(),
                JSON.writeValueAsBytes(record.put(secret.substring(0, Math.min(100, secret.length())), 1)));
    }

    private static String written(PlantedRecord record) {
        Planted planted = record.planted();
        return planted == null ? "" : planted.written();
    }

    private static List<String> needles(PlantedRecord record) {
        Planted planted = record.planted();
        if (planted == null) {
            return List.of();
        }
        return List.of(
                        planted.written(),
                        planted.secret().text(),
                        planted.secret().core())
                .stream()
                .filter(text -> text.length() >= SHORTEST_NUMBER || text.chars().anyMatch(c -> c > 'Z'))
                .filter(text -> planted.secret().kind() != SecretKind.MONEY || text.length() >= SHORTEST_NUMBER)
                .toList();
    }

    private void awaitSettled(ApiClient center) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + SETTLED_WITHIN.toNanos();
        for (String submission : submissions) {
            List<Transfer> transfers = center.submission(submission).transfers();
            while (transfers.isEmpty() || !transfers.stream().allMatch(one -> SETTLED.contains(one.state()))) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("transfers did not settle in time");
                }
                Thread.sleep(PAUSE_MILLIS);
                transfers = center.submission(submission).transfers();
            }
            for (Transfer transfer : transfers) {
                states.merge(transfer.state(), 1, Integer::sum);
                traces.settled(transfer);
            }
        }
    }
}
