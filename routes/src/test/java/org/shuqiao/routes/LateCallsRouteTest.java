package org.shuqiao.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.mappings.platforms.QingdaoInAHurry;
import org.shuqiao.routes.agreements.RevokeAgreement.Progress;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.platforms.PlatformAccess;

/** A platform that takes one call at a time and answers none: what waits behind it for its turn. */
class LateCallsRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String AGREEMENT = "agreement-qingdao-0039";

    /** A call takes at most 10.1 s, so it may begin until 900 ms after its claim; the first one waits 5 s for an answer. */
    private static final Ledger.Times TIMES =
            new Ledger.Times(Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(11));

    @TempDir
    Path home;

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer silent;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        silent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        silent.setExecutor(threads);
        silent.createContext("/", exchange -> {
            calls.incrementAndGet();
            awaitTheEnd();
            exchange.close();
        });
        silent.start();
        DevelopmentAuthority authority =
                DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), new SecureRandom());
        byte[] chain = authority.issue("qingdao", "qingdao").chain().pem();
        PlatformAccess access = new PlatformAccess(
                QingdaoInAHurry.waitingFor(100, 5_000),
                URI.create("http://127.0.0.1:" + silent.getAddress().getPort()),
                "shuqiao",
                () -> "secret".getBytes(StandardCharsets.UTF_8),
                null,
                authority::trusted,
                chain,
                chain);
        gateway = new TestGateway(home, TIMES, TestGateway.CENTER, "370212", access);
    }

    private void awaitTheEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        gateway.close();
        silent.stop(0);
        threads.shutdown();
    }

    @Test
    void doesNotLeaveOnceItsLeaseWouldEndBeforeItsCall() {
        gateway.ledger.operations().pause("qingdao", "to let three gather", "operator");
        List<UUID> submissions =
                Stream.of("a", "b", "c").map(id -> gateway.accept(id, 1)).toList();
        submissions.forEach(submission -> await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo("READY")));
        gateway.ledger.operations().resume("qingdao", "operator");
        await().atMost(SOON).until(() -> calls.get() == 1);

        await().atMost(SOON)
                .until(
                        () -> gateway.journeys().agreements().revocations().revoke(AGREEMENT, "officer", "breach"),
                        revoked -> revoked.progress() == Progress.ACKNOWLEDGED);

        await().atMost(SOON).untilAsserted(() -> assertThat(submissions.stream().map(gateway::transfer))
                .filteredOn("DENIED REVOKED"::equals)
                .as("of %s", submissions.stream().map(gateway::transfer).toList())
                .hasSize(2));
        assertThat(calls).hasValue(1);
    }
}
