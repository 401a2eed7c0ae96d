package org.shuqiao.routes.platforms;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.mappings.platforms.CallFamily;
import org.shuqiao.mappings.platforms.ClockWindow;
import org.shuqiao.mappings.platforms.QingdaoCalledOtherwise;
import org.shuqiao.mappings.platforms.SecretService;
import org.shuqiao.routes.keys.SettableClock;
import org.shuqiao.routes.platforms.SecretUnavailable.Why;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Secrets and tokens from services that rotate, are slow, wrong or garbage. */
class FetchedSecretsTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String RESOURCE = "activity";

    @TempDir
    static Path keys;

    private static Qingdao qingdao;
    private static SecretServices services;

    private final SettableClock clock = new SettableClock(Qingdao.NOW);
    private final List<FetchedSecrets> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        qingdao = new Qingdao(keys);
        services = new SecretServices();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @BeforeEach
    void handOutOne() {
        services.forget();
        services.handOut("first", clock.instant().plus(LIFE));
    }

    @AfterEach
    void closeAll() {
        services.release();
        opened.forEach(FetchedSecrets::close);
    }

    private FetchedSecrets secretsOf(String family) {
        return secretsOf(family, services.url(), Duration.ofSeconds(10));
    }

    private FetchedSecrets secretsOf(String family, URI at, Duration patience) {
        PlatformAccess access = qingdao.access(QingdaoCalledOtherwise.by(family), SecretServices.KEY, at);
        PlatformClock platformClock = new PlatformClock(Optional.of(new ClockWindow(600_000, 0, Set.of())), clock);
        FetchedSecrets secrets = new FetchedSecrets(access, service(access), patience, platformClock);
        opened.add(secrets);
        return secrets;
    }

    private static SecretService service(PlatformAccess access) {
        CallFamily family = access.platform().descriptor().requiredCall();
        return family instanceof CallFamily.B b ? b.keys() : ((CallFamily.G) family).tokens();
    }

    private static String value(FetchedSecrets secrets) throws SecretUnavailable {
        return new String(secrets.of(RESOURCE).value(), UTF_8);
    }

    private static Why refusal(FetchedSecrets secrets) {
        SecretUnavailable none = catchThrowableOfType(SecretUnavailable.class, () -> secrets.of(RESOURCE));
        assertThat(none).isNotNull();
        return none.why();
    }

    @Test
    void asksTheKeyServiceAsItSignsCallsAndUnwrapsTheSecret() throws Exception {
        FetchedSecrets secrets = secretsOf("B");

        assertThat(value(secrets)).isEqualTo("first");

        JsonNode question =
                JsonMapper.shared().readTree(services.questions().get(0).getBody());
        String time = Long.toString(clock.instant().toEpochMilli());
        assertThat(question.propertyNames())
                .containsExactlyInAnyOrder("gjgxjhpt_rid", "gjgxjhpt_sid", "gjgxjhpt_rtime", "gjgxjhpt_sign");
        assertThat(question.path("gjgxjhpt_sid").stringValue()).isEqualTo("key-service");
        assertThat(question.path("gjgxjhpt_rtime").stringValue()).isEqualTo(time);
        assertThat(question.path("gjgxjhpt_sign").stringValue())
                .isEqualTo(new HmacSha256().base64(SecretServices.KEY.getBytes(UTF_8), "key-service" + "c1" + time));
    }

    @Test
    void exchangesTheAuthorisationCodeForATokenUntilItEnds() throws Exception {
        services.answer("{\"code\": 0, \"data\": {\"token\": \"t1\", \"expiresIn\": 600}}");
        FetchedSecrets tokens = secretsOf("G");
        assertThat(value(tokens)).isEqualTo("t1");
        assertThat(services.questions().get(0).getBodyAsString())
                .isEqualTo("{\"appId\":\"c1\",\"authCode\":\"" + SecretServices.KEY + "\"}");

        services.answer("{\"code\": \"0\", \"data\": {\"token\": \"t2\", \"expiresIn\": \"600\"}}");
        clock.advance(Duration.ofSeconds(539));
        assertThat(value(tokens)).isEqualTo("t1");
        clock.advance(Duration.ofSeconds(61));
        assertThat(value(tokens)).isEqualTo("t2");
        assertThat(services.questions()).hasSize(2);
    }

    @Test
    void twoHundredCallersCauseOneFetch() throws Exception {
        services.answer(aResponse()
                .withFixedDelay(300)
                .withBody(SecretServices.wrapped("first", clock.instant().plus(LIFE))));
        FetchedSecrets secrets = secretsOf("B");

        assertThat(byTwoHundred(() -> value(secrets))).containsOnly("first");
        assertThat(services.questions()).hasSize(1);
    }

    @Test
    void renewsAheadOfTheEndWhileTheOldOneServes() throws Exception {
        FetchedSecrets secrets = secretsOf("B", services.url(), Duration.ofMinutes(1));
        assertThat(value(secrets)).isEqualTo("first");
        services.handOut("second", clock.instant().plus(LIFE.multipliedBy(2)));
        services.hold();

        clock.advance(LIFE.minusSeconds(30));
        assertThat(byTwoHundred(() -> value(secrets))).containsOnly("first");

        services.release();
        await().atMost(SOON).until(() -> value(secrets).equals("second"));
        assertThat(services.questions()).hasSize(2);
    }

    @Test
    void servesUntilTheEndWhenTheServiceIsAway() throws Exception {
        FetchedSecrets secrets = secretsOf("B");
        assertThat(value(secrets)).isEqualTo("first");
        services.answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

        clock.advance(LIFE.minusSeconds(1));
        assertThat(value(secrets)).isEqualTo("first");
        await().atMost(SOON).until(() -> secrets.trouble("qingdao").isPresent());

        clock.advance(Duration.ofSeconds(1));
        assertThat(refusal(secrets)).isEqualTo(Why.NO_ANSWER);
    }

    @Test
    void fetchesAnotherOnceWhenCallsAreRefused() throws Exception {
        FetchedSecrets secrets = secretsOf("B");
        long old = secrets.of(RESOURCE).version();
        services.handOut("second", clock.instant().plus(LIFE));
        clock.advance(Limits.SECRET_TRUSTED_FOR);

        assertThat(byTwoHundred(() -> secrets.refused(RESOURCE, old))).containsOnly(true);
        assertThat(byTwoHundred(() -> value(secrets))).containsOnly("second");
        assertThat(services.questions()).hasSize(2);

        long fresh = secrets.of(RESOURCE).version();
        assertThat(byTwoHundred(() -> secrets.refused(RESOURCE, fresh)))
                .as("one that was handed out a moment ago is not what is wrong")
                .containsOnly(false);
        assertThat(secrets.refused(RESOURCE, old)).isTrue();
        assertThat(value(secrets)).isEqualTo("second");
        assertThat(services.questions()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json                                                                      | NOT_UNDERSTOOD",
                "``                                                                            | NOT_UNDERSTOOD",
                "[1,2]                                                                         | NOT_UNDERSTOOD",
                "{\"data\":{\"secret\":\"AAAA\"}}                                              | NOT_UNDERSTOOD",
                "{\"code\":\"-1\",\"data\":\"\",\"message\":\"no\"}                            | REFUSED",
                "{\"code\":\"0\"}                                                              | NOT_UNDERSTOOD",
                "{\"code\":\"0\",\"data\":{\"secret\":\"***\",\"secretEndTime\":1}}            | NOT_UNDERSTOOD",
                "{\"code\":\"0\",\"data\":{\"secret\":\"AAAA\",\"secretEndTime\":1}}           | NOT_UNDERSTOOD",
                "{\"code\":\"0\",\"data\":{\"secret\":\"@\",\"secretEndTime\":\"soon\"}}       | NOT_UNDERSTOOD",
                "{\"code\":\"0\",\"data\":{\"secret\":\"@\",\"secretEndTime\":-1}}             | NOT_UNDERSTOOD",
                "{\"code\":\"0\",\"data\":{\"secret\":\"@\",\"secretEndTime\":9999999999999999}} | NOT_UNDERSTOOD",
                "{\"code\":\"0\",\"data\":{\"secret\":\"@\",\"secretEndTime\":1}}              | ENDED"
            })
    void believesNothingButASecretThatLasts(String answer, Why why) {
        services.answer(answer.replace("@", SecretServices.wrap("first")));
        FetchedSecrets secrets = secretsOf("B");

        assertThat(refusal(secrets)).isEqualTo(why);
        assertThat(secrets.trouble("qingdao")).hasValueSatisfying(trouble -> {
            assertThat(trouble.why()).isEqualTo(why);
            assertThat(trouble.since()).isEqualTo(Qingdao.NOW);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "'\"token\":7,\"expiresIn\":60'",
        "'\"token\":\"\",\"expiresIn\":60'",
        "'\"token\":\"t\",\"expiresIn\":0'"
    })
    void believesNothingButATokenThatLasts(String data) {
        services.answer("{\"code\":\"0\",\"data\":{" + data + "}}");
        assertThat(refusal(secretsOf("G"))).isEqualTo(Why.NOT_UNDERSTOOD);
    }

    @Test
    void readsNoTenMegabytes() {
        services.answer(aResponse().withBody(new byte[10 << 20]));
        assertThat(refusal(secretsOf("B"))).isEqualTo(Why.NO_ANSWER);
    }

    /** At a service of its own: a question that was given up is written down when its delay is over, in the time of another test. */
    @Test
    void waitsNoLongerThanItMay() {
        Duration patience = Duration.ofMillis(200);
        try (SecretServices slow = new SecretServices()) {
            slow.answer(aResponse().withFixedDelay(10_000));
            assertThat(refusal(secretsOf("B", slow.url(), patience))).isEqualTo(Why.NO_ANSWER);

            slow.answer(aResponse().withChunkedDribbleDelay(50, 10_000).withBody(new byte[1000]));
            assertThat(refusal(secretsOf("B", slow.url(), patience))).isEqualTo(Why.NO_ANSWER);
        }
    }

    @Test
    void tellsARefusalByStatusAndAServiceThatIsNotThere() {
        services.answer(aResponse()
                .withStatus(403)
                .withBody(SecretServices.wrapped("first", clock.instant().plus(LIFE))));
        assertThat(refusal(secretsOf("B"))).isEqualTo(Why.REFUSED);
        assertThat(refusal(secretsOf("B", URI.create("http://127.0.0.1:1"), SOON)))
                .isEqualTo(Why.NOT_CONNECTED);
    }

    @Test
    void asksAgainOnlyAfterARest() throws Exception {
        services.answer("{\"code\":\"-1\"}");
        FetchedSecrets secrets = secretsOf("B");
        assertThat(byTwoHundred(() -> refusal(secrets))).containsOnly(Why.REFUSED);
        assertThat(byTwoHundred(() -> refusal(secrets))).containsOnly(Why.REFUSED);
        assertThat(services.questions()).hasSize(1);

        services.handOut("first", clock.instant().plus(LIFE));
        clock.advance(Limits.SECRET_REST);
        assertThat(value(secrets)).isEqualTo("first");
        assertThat(secrets.trouble("qingdao")).isEmpty();
    }

    @Test
    void saysThatWeHaveNoKeyToAskWith() {
        PlatformAccess access = qingdao.access(
                QingdaoCalledOtherwise.by("B"),
                () -> {
                    throw new KeyUnavailable("none");
                },
                services.url());
        try (FetchedSecrets secrets =
                new FetchedSecrets(access, service(access), SOON, new PlatformClock(Optional.empty(), clock))) {
            assertThat(refusal(secrets)).isEqualTo(Why.NO_KEY);
        }
        assertThat(services.questions()).isEmpty();
    }

    @Test
    void fetchesNothingAnyMoreOnceItIsClosed() {
        FetchedSecrets secrets = secretsOf("B");
        secrets.close();
        assertThat(refusal(secrets)).isEqualTo(Why.NO_ANSWER);
    }

    private static <T> List<T> byTwoHundred(Callable<T> caller) throws Exception {
        int callers = 200;
        CyclicBarrier together = new CyclicBarrier(callers);
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(threads.submit(() -> {
                    together.await();
                    return caller.call();
                }));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> call : calls) {
                answers.add(call.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
