package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

class CapabilityPlatformTest {
    @TempDir
    private static Path home;

    private static DevelopmentKeys keys;

    @BeforeAll
    static void makeKeys() throws IOException {
        keys = DevelopmentKeys.create(home);
    }

    @Test
    void saysNotFoundOnlyWhenNoPushBeforeItIsStillAtWork() throws Exception {
        GatedClock clock = new GatedClock();
        SecureRandom random = new SecureRandom();
        Kona kona = new Kona();
        CapabilityKeys platformKeys = CapabilityKeys.load(new KeyFolder(home.resolve("development"), kona, random));
        CapabilityRow row = CapabilityRow.of(keys);
        byte[] push =
                CapabilityCall.push(keys, clock.millis(), List.of(row)).body().getBytes(UTF_8);
        byte[] query = CapabilityCall.query(keys, clock.millis(), List.of(row.rowKey()))
                .body()
                .getBytes(UTF_8);
        try (CapabilityPlatform platform =
                new CapabilityPlatform(platformKeys, kona, new StrictJson(), clock, random)) {
            clock.closed.set(true);
            FutureTask<ObjectNode> pushing = started(() -> platform.push("activity", push), "pushing");
            assertThat(clock.entered.await(20, TimeUnit.SECONDS)).isTrue();

            FutureTask<ObjectNode> asking = started(() -> platform.query(query), "asking");
            Awaitility.await().until(() -> isWaiting("asking"));
            assertThat(asking.isDone()).isFalse();
            clock.gate.countDown();
            assertThat(asking.get().path("rows").path(0).path("state").asText()).isEqualTo("ACCEPTED");
            assertThat(pushing.get().path("code").asText()).isEqualTo("0");
        }
    }

    private static <T> FutureTask<T> started(Callable<T> work, String name) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static boolean isWaiting(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals(thread) && each.getState() == Thread.State.WAITING);
    }

    /** Holds the first reader of the time, once it is closed, until the gate opens. */
    private static final class GatedClock extends Clock {
        private final AtomicBoolean closed = new AtomicBoolean();
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch gate = new CountDownLatch(1);

        @Override
        public Instant instant() {
            if (closed.compareAndSet(true, false)) {
                entered.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return Instant.now();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
