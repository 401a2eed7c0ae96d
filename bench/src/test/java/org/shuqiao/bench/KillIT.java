package org.shuqiao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.shuqiao.bench.SimulatorRecord.Effect;
import org.shuqiao.gateway.cli.ApiClient;
import org.shuqiao.gateway.cli.DemoSetup;
import org.shuqiao.gateway.cli.DevelopmentKeys;
import org.shuqiao.gateway.cli.SimulatorsProcess;
import org.shuqiao.gateway.cli.SubmissionStatus;

/** {@code kill -9} of the gateway, twice, in the middle of a load; the platform is another process and remembers. */
@Isolated("counts on where a load is when it kills")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillIT {
    private static final int SUBMITTERS = 8;

    /**
     * A platform that has stored but not yet answered when the gateway dies is the case that makes doubled effects. So long no call that
     * the first kill meets has been answered.
     */
    private static final Duration UNANSWERED = Duration.ofSeconds(20);

    /** The second kill meets calls of every state. */
    private static final Duration PLATFORM_DELAY = Duration.ofMillis(100);

    /** Leases of a killed gateway have to run out first. */
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(4);

    private static final Pattern NUMBER_IN_TITLE = Pattern.compile("（第([0-9]{8})号）");

    private final ActivityRecords records = new ActivityRecords("KILL", ActivityRecords.MIN_BYTES);

    @TempDir
    private Path home;

    @Test
    void deliversWhatWasAcceptedExactlyOnceAndNothingElse() throws IOException, InterruptedException {
        SecureRandom random = new SecureRandom();
        DevelopmentKeys keys = DevelopmentKeys.createIfAbsent(home, Clock.systemUTC(), random);
        Path jar = SimulatorsProcess.jarFromSettings().orElseThrow();
        try (SimulatorsProcess simulators = SimulatorsProcess.start(jar, home, 0);
                KillableGateway gateway = new KillableGateway(home, simulators.url())) {
            ApiClient admin = DemoSetup.admin(gateway.process(), home);
            String apiKey = new DemoSetup(admin, keys, random).run();
            SimulatorRecord platform = new SimulatorRecord(simulators.url());

            InterruptedLoad load = loadWithTwoKills(gateway, apiKey, platform);
            Map<Long, String> keyByNumber =
                    awaitReceipts(new ApiClient(gateway.url(), apiKey, gateway.trust()), load.accepted());

            assertThatEffectsAreThose(platform, load, keyByNumber);
        }
    }

    private InterruptedLoad loadWithTwoKills(KillableGateway gateway, String apiKey, SimulatorRecord platform)
            throws IOException, InterruptedException {
        InterruptedLoad load = new InterruptedLoad(gateway, records, apiKey);
        // The first record warms the journey up, so that others are on their way when the gateway dies.
        load.submitOne();
        await().atMost(Duration.ofMinutes(3)).until(() -> !platform.effects().isEmpty());
        platform.answerAfter(UNANSWERED);
        load.start(SUBMITTERS);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> load.accepted().size() >= 200 && platform.effects().size() > 1);
        gateway.killAndStartAgain();
        platform.answerAtOnce();
        platform.answerAfter(PLATFORM_DELAY);
        awaitFiftyMore(load);
        gateway.killAndStartAgain();
        awaitFiftyMore(load);
        load.end();
        platform.answerAtOnce();
        assertThat(load.unexpected()).isEmpty();
        assertThat(load.accepted().size() + load.unanswered().size()).isEqualTo(load.submitted());
        return load;
    }

    private static void awaitFiftyMore(InterruptedLoad load) {
        int before = load.accepted().size();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> load.accepted().size() >= before + 50);
    }

    /** @return the idempotency key under which each accepted record went, by number of the record */
    private static Map<Long, String> awaitReceipts(ApiClient center, Map<Long, String> submissions) {
        Map<Long, String> keys = new HashMap<>();
        List<Long> waiting = new ArrayList<>(submissions.keySet());
        await().atMost(SETTLED_WITHIN).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            for (long number : List.copyOf(waiting)) {
                List<SubmissionStatus.Transfer> transfers =
                        center.submission(submissions.get(number)).transfers();
                assertThat(transfers).as("transfers of record %d", number).hasSize(1);
                SubmissionStatus.Transfer transfer = transfers.get(0);
                assertThat(transfer.state()).as("state of record %d", number).isEqualTo("STORED");
                assertThat(transfer.receipt().verified()).isTrue();
                keys.put(number, transfer.transferId());
                waiting.remove(number);
            }
        });
        return keys;
    }

    private void assertThatEffectsAreThose(
            SimulatorRecord platform, InterruptedLoad load, Map<Long, String> keyByNumber)
            throws IOException, InterruptedException {
        List<Effect> effects = platform.effects();
        Map<Long, String> stored = new HashMap<>();
        for (Effect effect : effects) {
            String other = stored.put(number(platform, effect), effect.idempotencyKey());
            assertThat(other).as("another effect of the same record").isNull();
        }
        Set<Long> submitted = new HashSet<>(load.accepted().keySet());
        submitted.addAll(load.unanswered());
        int calls = effects.stream().mapToInt(Effect::calls).sum();

        assertThat(effects).extracting(Effect::idempotencyKey).doesNotHaveDuplicates();
        assertThat(stored).as("every accepted record, under its key").containsAllEntriesOf(keyByNumber);
        assertThat(submitted).as("nothing but submitted records").containsAll(stored.keySet());
        assertThat(calls).as("the kills hit transfers in flight").isGreaterThan(effects.size());
        assertThat(platform.calls())
                .as("calls, those that a kill cut short included")
                .isGreaterThanOrEqualTo(calls);
    }

    /** The title goes to the platform as it is, so what the platform stored names the record. */
    private static long number(SimulatorRecord platform, Effect effect) throws IOException, InterruptedException {
        Matcher number = NUMBER_IN_TITLE.matcher(platform.payload(effect).toString());
        assertThat(number.find()).as("a payload of this load").isTrue();
        return Long.parseLong(number.group(1));
    }
}
