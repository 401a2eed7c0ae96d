package org.shuqiao.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.mappings.platforms.Platform;
import org.shuqiao.mappings.platforms.QingdaoCalledOtherwise;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.ClaimedTransfer;
import org.shuqiao.routes.ledger.Settlement;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.Batch;
import org.shuqiao.routes.platforms.BuildEnvelope;
import org.shuqiao.routes.platforms.Built;
import org.shuqiao.routes.platforms.Envelope;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformCalls;
import org.shuqiao.routes.platforms.PlatformClient;
import org.shuqiao.routes.platforms.ReadAnswer;
import org.shuqiao.routes.platforms.Rests;
import org.shuqiao.routes.platforms.SecretServices;
import org.shuqiao.routes.platforms.UnsentBatch;

/** A descriptor with any family works end to end, its secret handed out by the platform where it is. */
class CallFamiliesRouteTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir
    static Path home;

    private static DevelopmentAuthority authority;
    private static SigningKey signing;
    private static PlatformStub platform;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        authority = DevelopmentAuthority.openOrCreate(home.resolve("keys"), Clock.systemUTC(), RANDOM);
        signing = authority.issue("signing", "Gateway");
        platform = new PlatformStub(authority.issue("qingdao", "qingdao").signer(RANDOM));
        gateway = new TestGateway(home, TestGateway.CENTER, "370212", access("B"));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        platform.close();
    }

    private static PlatformAccess access(String family) throws Exception {
        return access(QingdaoCalledOtherwise.by(family));
    }

    private static PlatformAccess access(Platform otherwise) throws Exception {
        byte[] chain = authority.issue("qingdao", "qingdao").chain().pem();
        return new PlatformAccess(
                otherwise,
                platform.url(),
                "shuqiao",
                () -> SecretServices.KEY.getBytes(UTF_8),
                null,
                authority::trusted,
                chain,
                chain);
    }

    private static void handOut(String family, String secret) {
        platform.behave();
        String data = family.equals("G")
                ? "{\"token\":\"%s\",\"expiresIn\":3600}".formatted(secret)
                : "{\"secret\":\"%s\",\"secretEndTime\":%d}"
                        .formatted(
                                SecretServices.wrap(secret),
                                Instant.now().plusSeconds(3600).toEpochMilli());
        platform.answer("/secrets", aResponse().withBody("{\"code\":\"0\",\"data\":" + data + "}"));
    }

    private static ClaimedTransfer claimed(UUID id, Clock clock) {
        byte[] statement = "the statement".getBytes(UTF_8);
        return new ClaimedTransfer(
                id,
                1,
                1,
                clock.instant(),
                clock.instant(),
                "qingdao",
                "activity",
                "{\"HDMC\":\"活动 & 更多=100%\"}".getBytes(UTF_8),
                "application/json",
                statement,
                signing.signer(RANDOM).sign(statement),
                signing.chain().pem(),
                null);
    }

    private static long inAMinute() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    }

    /** One attempt, from a claim to its outcome. */
    private static Settlement attempt(PlatformCalls calls, Clock clock) throws Exception {
        try (PlatformClient client = new PlatformClient(4, 5_000, 15_000, calls.clock())) {
            Batch batch = new Batch(List.of(claimed(UUID.randomUUID(), clock)), inAMinute());
            Rests rests = Rests.of(calls.access().platform().descriptor(), clock, RANDOM);
            ReadAnswer answers = new ReadAnswer(calls, rests, clock);
            Built built = new BuildEnvelope(calls).build(batch);
            return built instanceof Envelope envelope
                    ? answers.read(client.send(envelope)).get(0)
                    : answers.read((UnsentBatch) built).get(0);
        }
    }

    /** Attempts as the ledger would make them: on a busy machine a first secret may take longer than it may. */
    private static Settlement delivered(PlatformCalls calls, Clock clock) {
        return await().atMost(SOON)
                .until(() -> attempt(calls, clock), settled -> settled.state() != TransferState.READY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "E", "F", "G"})
    void aTransferArrivesAndItsReceiptIsBelieved(String family) throws Exception {
        handOut(family, "secret");
        try (PlatformCalls calls = new PlatformCalls(access(family), Clock.systemUTC(), RANDOM)) {
            Settlement settled = delivered(calls, Clock.systemUTC());
            assertThat(settled.state()).isEqualTo(TransferState.STORED);
            assertThat(settled.manifest()).isNotNull();
            assertThat(calls.secretTrouble()).isEmpty();
            assertThat(calls.clockSkew()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "G"})
    void withoutASecretSurelyNothingLeaves(String family) throws Exception {
        platform.behave();
        platform.answer("/secrets", aResponse().withBody("{\"code\":\"-1\"}"));
        try (PlatformCalls calls = new PlatformCalls(access(family), Clock.systemUTC(), RANDOM)) {
            Settlement settled = attempt(calls, Clock.systemUTC());
            assertThat(settled.state()).isEqualTo(TransferState.READY);
            assertThat(settled.reason()).isEqualTo(ReasonCode.CALL_SECRET_UNAVAILABLE);
            assertThat(settled.platformFailed()).isTrue();
            assertThat(settled.manifest()).isNull();
            assertThat(calls.secretTrouble()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "G"})
    void aSecretThatWasReplacedInFlightIsFetchedAnewAndIsNoFaultOfThePlatform(String family) throws Exception {
        ShiftedClock clock = new ShiftedClock();
        try (PlatformCalls calls = new PlatformCalls(access(family), clock, RANDOM)) {
            handOut(family, "old");
            assertThat(delivered(calls, clock).state()).isEqualTo(TransferState.STORED);

            clock.set(Duration.ofMinutes(1));
            platform.answer(aResponse().withStatus(401).withBody("{\"code\":\"4010\"}"));
            Settlement refused = attempt(calls, clock);
            assertThat(refused.state()).isEqualTo(TransferState.READY);
            assertThat(refused.reason()).isEqualTo(ReasonCode.PLATFORM_AUTH);
            assertThat(refused.platformFailed()).isFalse();

            handOut(family, "new");
            assertThat(delivered(calls, clock).state()).isEqualTo(TransferState.STORED);

            platform.answer(aResponse().withStatus(401).withBody("{\"code\":\"4010\"}"));
            assertThat(attempt(calls, clock).platformFailed())
                    .as("the new one was handed out a moment ago")
                    .isTrue();
        }
    }

    /** Eight of ten minutes away: told, followed as far as is allowed, and the secret is not what is wrong. */
    @Test
    void aClockThatIsFarAwayIsHeardInARefusalAndFollowed() throws Exception {
        PlatformAccess access = access(
                QingdaoCalledOtherwise.by("B", "{\"windowMs\":600000,\"maxCorrectionMs\":60000,\"codes\":[\"4010\"]}"));
        ShiftedClock clock = new ShiftedClock();
        try (PlatformCalls calls = new PlatformCalls(access, clock, RANDOM)) {
            handOut("B", "secret");
            assertThat(delivered(calls, clock).state()).isEqualTo(TransferState.STORED);
            clock.set(Duration.ofMinutes(-8));
            platform.answer(aResponse()
                    .withStatus(401)
                    .withBody("{\"code\":\"4010\"}")
                    .withHeader("Date", date(Instant.now())));

            Settlement refused = attempt(calls, clock);

            assertThat(refused.reason()).isEqualTo(ReasonCode.PLATFORM_AUTH);
            assertThat(refused.platformFailed()).isTrue();
            assertThat(calls.clockSkew()).hasValueSatisfying(skew -> {
                assertThat(skew.aheadSeconds()).isBetween(470L, 481L);
                assertThat(skew.correctedSeconds()).isEqualTo(60);
                assertThat(skew.refusedAt()).isNotNull();
            });
            ClaimedTransfer claimed = claimed(UUID.randomUUID(), clock);
            Envelope next = (Envelope) new BuildEnvelope(calls).build(new Batch(List.of(claimed), inAMinute()));
            assertThat(next.call().headers())
                    .containsEntry(
                            "gjgxjhpt_rtime",
                            Long.toString(claimed.claimedAt().plusSeconds(60).toEpochMilli()));
            assertThat(next.secretVersion()).isEqualTo(1);
        }
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    /** The whole journey: no secret at first, so it waits with that reason and without a manifest; then it arrives. */
    @Test
    void aTransferWaitsForItsSecretAndThenLeavesOnce() {
        platform.behave();
        platform.answer("/secrets", aResponse().withStatus(503));
        UUID submission = gateway.accept("waits-for-a-secret", 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(gateway.transfer(submission))
                .isEqualTo("READY CALL_SECRET_UNAVAILABLE"));
        assertThat(platform.calls("waits-for-a-secret")).isEmpty();
        assertThat(manifests(submission)).isZero();

        handOut("B", "secret");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(gateway.transfer(submission)).isEqualTo("STORED"));
        assertThat(platform.calls("waits-for-a-secret"))
                .containsExactly(gateway.transferId(submission).toString());
        assertThat(manifests(submission)).isOne();
    }

    private static int manifests(UUID submission) {
        Integer rows = gateway.database()
                .jdbc()
                .queryForObject(
                        "SELECT count(*) FROM delivery_manifest WHERE transfer = ?",
                        Integer.class,
                        gateway.transferId(submission));
        return rows == null ? 0 : rows;
    }
}
