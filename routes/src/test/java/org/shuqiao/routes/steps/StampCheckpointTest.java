package org.shuqiao.routes.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.time.DevelopmentTimestamps;
import org.shuqiao.certs.time.TimestampAuthorities;
import org.shuqiao.certs.time.TimestampRequest;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.CheckpointLedger.StoredCheckpoint;

/** Checkpoints get their time from the first authority whose stamp holds. */
class StampCheckpointTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    static Path keys;

    @TempDir
    static Path otherKeys;

    private static TestDatabase database;
    private static DevelopmentTimestamps stamps;
    private static DevelopmentTimestamps untrusted;
    private static TimestampAuthorities authorities;

    @TempDir
    private Path home;

    private final List<HttpServer> servers = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final SteppedClock clock = new SteppedClock();
    private LogWorld world;

    @BeforeAll
    static void open() throws Exception {
        database = TestDatabase.fresh();
        authorities =
                TimestampAuthorities.load(List.of(DevelopmentAuthority.openOrCreate(keys, Clock.systemUTC(), RANDOM)
                        .timestampAuthority()));
        DevelopmentAuthority.openOrCreate(otherKeys, Clock.systemUTC(), RANDOM).timestampAuthority();
        stamps = DevelopmentTimestamps.load(keys, Clock.systemUTC(), RANDOM);
        untrusted = DevelopmentTimestamps.load(otherKeys, Clock.systemUTC(), RANDOM);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void begin() throws Exception {
        database.clear();
        world = new LogWorld(database.dataSource(), home, keys, clock);
        world.write(3);
        world.run();
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange call, byte[] request) throws IOException;
    }

    private URI authority(Answer answer) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            asked.incrementAndGet();
            assertThat(call.getRequestHeaders().getFirst("Content-Type")).isEqualTo(TimestampRequest.MEDIA_TYPE);
            answer.to(call, call.getRequestBody().readAllBytes());
            call.close();
        });
        server.start();
        servers.add(server);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    private URI honest() throws IOException {
        return answering(stamps::answer);
    }

    private URI answering(UnaryOperator<byte[]> answer) throws IOException {
        return authority((call, request) -> send(call, 200, answer.apply(request)));
    }

    private static void send(HttpExchange call, int status, byte[] body) throws IOException {
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }

    private void stampBy(URI... urls) {
        new StampCheckpoint(world.ledger.checkpoints(), Arrays.asList(urls), authorities, clock, RANDOM).stamp();
    }

    private StoredCheckpoint newest() {
        return world.ledger.checkpoints().newest().orElseThrow();
    }

    @Test
    void keepsAStampThatHoldsForTheNewestCheckpoint() throws Exception {
        stampBy(honest());

        Instant at = authorities.verify(newest().timestamp(), newest().note());
        assertThat(at).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void asksNobodyWhereNothingIsNew() throws Exception {
        stampBy(honest());
        stampBy(honest());

        assertThat(asked).hasValue(1);
    }

    @Test
    void asksForTheNewestOnlyWhichCoversAllBeforeIt() throws Exception {
        world.write(1);
        world.run();
        world.write(1);
        world.run();

        stampBy(honest());

        assertThat(world.jdbc().queryForList("SELECT size FROM log_timestamp", Long.class))
                .containsExactly(5L);
        assertThat(world.ledger.checkpoints().unstampedSince()).isEmpty();
    }

    @Test
    void asksTheNextWhenOneRefusesIsAwayOrCannotBeBelieved() throws Exception {
        URI away = URI.create("http://127.0.0.1:1/");
        byte[] old = stamps.answer(TimestampRequest.of("something else".getBytes(StandardCharsets.UTF_8), RANDOM)
                .bytes());
        stampBy(
                away,
                authority((call, request) -> send(call, 503, new byte[0])),
                authority((call, request) -> send(call, 302, new byte[0])),
                answering(request -> new byte[0]),
                answering(request -> new byte[] {0x30, 0x03, 0x02, 0x01, 0x00}),
                answering(request -> new byte[TimestampAuthorities.MAX_BYTES + 1]),
                answering(request -> old),
                answering(untrusted::answer),
                honest());

        assertThat(asked).hasValue(8);
        authorities.verify(newest().timestamp(), newest().note());
    }

    @Test
    void waitsNoLongerThanItMayForAnAuthorityThatTrickles() throws Exception {
        long start = System.nanoTime();
        stampBy(
                authority((call, request) -> {
                    call.sendResponseHeaders(200, 1_000);
                    for (int i = 0; i < 12 && stillOpen(call); i++) {
                        pause();
                    }
                }),
                honest());

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Limits.TIMESTAMP_PATIENCE, Limits.TIMESTAMP_PATIENCE.multipliedBy(3));
        assertThat(newest().timestamp()).isNotNull();
    }

    private static boolean stillOpen(HttpExchange call) {
        try {
            call.getResponseBody().write(1);
            call.getResponseBody().flush();
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }

    @Test
    void aSpentBudgetHoldsEverythingUntilAnAuthorityAnswers() throws Exception {
        stampBy(authority((call, request) -> send(call, 500, new byte[0])));
        clock.step(LogWorld.STAMP_BUDGET.plusSeconds(1));
        world.guard.look();
        assertThat(world.departures.hold())
                .hasValueSatisfying(hold -> assertThat(hold.reason()).isEqualTo(ReasonCode.TIMESTAMP_OVERDUE));

        stampBy(honest());
        world.guard.look();

        assertThat(world.departures.hold()).isEmpty();
    }
}
