package org.shuqiao.routes.webhooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.keys.TestKeys;
import org.shuqiao.routes.keys.WebhookSecrets;
import org.shuqiao.routes.ledger.InboxMessage;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.TestInbox;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.ledger.WebhookLedger.ClaimedWebhook;
import org.shuqiao.routes.ledger.WebhookLedger.Webhook;
import org.shuqiao.routes.steps.Limits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages come in order, signed, until the center's server has taken them, and never twice once it has said so. */
class DeliverWebhooksTest {
    private static final WebhookRules ANYWHERE = new WebhookRules(true, true);
    private static final Duration ANY = Duration.ofSeconds(15);

    private static TestDatabase database;
    private static Ledger ledger;
    private static WebhookSecrets secrets;

    private final SecureRandom random = new SecureRandom();
    private CenterServer server;
    private Webhooks webhooks;
    private DeliverWebhooks deliver;

    @BeforeAll
    static void open(@TempDir Path home) throws IOException {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", new Ledger.Times(ANY, ANY, ANY), TestDatabase.leaves());
        DevelopmentAuthority authority = DevelopmentAuthority.openOrCreate(home, Clock.systemUTC(), new SecureRandom());
        secrets = new TestKeys(ledger, authority, Clock.systemUTC())
                .open("gateway-1")
                .webhookSecrets();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void start() throws IOException {
        server = new CenterServer();
        webhooks = new Webhooks(ledger.webhooks(), secrets, ANYWHERE, new Uuid7(Clock.systemUTC(), random));
        deliver = new DeliverWebhooks(
                ledger.webhooks(),
                ledger.inboxes(),
                secrets,
                ANYWHERE,
                SystemDefaultDnsResolver.INSTANCE,
                Duration.ofSeconds(30),
                Clock.systemUTC(),
                random);
    }

    @AfterEach
    void stop() throws IOException {
        database.jdbc().update("DELETE FROM inbox_webhook");
        deliver.close();
        server.close();
    }

    /** @return how many webhooks were due */
    private int deliverDue() {
        List<ClaimedWebhook> claimed = deliver.claim();
        claimed.forEach(deliver::deliver);
        return claimed.size();
    }

    private void makeDue() {
        database.jdbc().update("UPDATE inbox_webhook SET due_at = now()");
    }

    private TestInbox inbox(String center, int messages) {
        TestInbox inbox = new TestInbox(database.jdbc(), center);
        for (int i = 1; i <= messages; i++) {
            inbox.with("{\"n\":" + i + "}");
        }
        return inbox;
    }

    private List<Long> received() {
        List<Long> places = new ArrayList<>();
        for (CenterServer.Call call : server.calls()) {
            JsonMapper.shared()
                    .readTree(call.body())
                    .path("messages")
                    .forEach(message -> places.add(message.path("seq").longValue()));
        }
        return places;
    }

    @Test
    void bringsEveryMessageOnceAndInOrder() {
        inbox("ORDER", 230);
        webhooks.put("ORDER", server.url().toString());

        assertThat(deliverDue()).isEqualTo(1);

        assertThat(received()).hasSize(230).isSorted().doesNotHaveDuplicates();
        assertThat(server.calls()).hasSize(3);
        assertThat(ledger.inboxes().cursor("ORDER").ackedSeq()).isEqualTo(230);
        assertThat(deliverDue()).as("nothing is left").isZero();
    }

    @Test
    void saysWhatEachMessageIs() {
        TestInbox inbox = inbox("SHAPE", 2);
        inbox.delete(2);
        webhooks.put("SHAPE", server.url().toString());

        deliverDue();

        JsonNode body = JsonMapper.shared().readTree(server.calls().get(0).body());
        assertThat(body.path("center").stringValue()).isEqualTo("SHAPE");
        InboxMessage first = ledger.inboxes().after("SHAPE", 0, 1, 1).get(0);
        JsonNode message = body.at("/messages/0");
        assertThat(message.path("id").stringValue()).isEqualTo(first.id().toString());
        assertThat(message.path("dataset").stringValue()).isEqualTo("booking");
        assertThat(message.path("recordId").stringValue()).isEqualTo("B-1");
        assertThat(message.at("/payload/n").intValue()).isEqualTo(1);
        assertThat(message.has("withheld")).isFalse();
        assertThat(Instant.parse(message.path("receivedAt").stringValue())).isEqualTo(first.receivedAt());
        assertThat(body.at("/messages/1").has("payload")).isFalse();
        assertThat(body.at("/messages/1/withheld/deletedAt").stringValue()).isNotBlank();
    }

    @Test
    void signsEachCallWithTheSecretThatWasShown() {
        inbox("SIGNED", 1);
        String secret = webhooks.put("SIGNED", server.url().toString());

        deliverDue();

        CenterServer.Call call = server.calls().get(0);
        String timestamp = call.headers().get("X-Shuqiao-Timestamp");
        assertThat(Instant.ofEpochMilli(Long.parseLong(timestamp)))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        byte[] code = new HmacSm3(secret.getBytes(US_ASCII)).mac((timestamp + "\n").getBytes(US_ASCII), call.body());
        assertThat(call.headers().get("X-Shuqiao-Signature"))
                .isEqualTo(HexFormat.of().formatHex(code));
        assertThat(database.jdbc().queryForList("SELECT inbox_webhook::text FROM inbox_webhook", String.class))
                .noneMatch(row ->
                        row.contains(secret) || row.contains(HexFormat.of().formatHex(secret.getBytes(US_ASCII))));
    }

    @Test
    void bringsTheSameMessagesAgainUntilTheyAreTaken() {
        inbox("AGAIN", 2);
        webhooks.put("AGAIN", server.url().toString());
        server.answers(503);

        deliverDue();

        Webhook failing = webhooks.find("AGAIN").orElseThrow();
        assertThat(failing.failures()).isEqualTo(1);
        assertThat(failing.lastFailure()).isEqualTo("STATUS");
        assertThat(failing.lastStatus()).isEqualTo(503);
        assertThat(failing.nextAt()).isAfter(failing.failedAt());
        server.answers(200);
        makeDue();
        deliverDue();
        assertThat(received()).containsExactly(1L, 2L, 1L, 2L);
        assertThat(webhooks.find("AGAIN").orElseThrow().lastFailure()).isNull();
    }

    @Test
    void pausesAfterManyFailuresAndGoesOnWhenItIsResumed() {
        inbox("PAUSE", 1);
        webhooks.put("PAUSE", server.url().toString());
        server.answers(500);
        Duration before = Duration.ZERO;
        for (int failures = 1; failures <= Limits.WEBHOOK_FAILURES; failures++) {
            assertThat(deliverDue()).isEqualTo(1);
            Webhook failing = webhooks.find("PAUSE").orElseThrow();
            assertThat(failing.failures()).isEqualTo(failures);
            Duration rest = Duration.between(failing.failedAt(), failing.nextAt());
            assertThat(rest).isBetween(before.dividedBy(2), Limits.WEBHOOK_LONGEST_REST.plusMillis(1));
            before = rest;
            makeDue();
        }
        assertThat(webhooks.find("PAUSE").orElseThrow().pausedAt()).isNotNull();
        assertThat(deliverDue()).as("paused").isZero();

        server.answers(204);
        assertThat(webhooks.resume("PAUSE")).isTrue();

        assertThat(deliverDue()).isEqualTo(1);
        assertThat(ledger.inboxes().cursor("PAUSE").ackedSeq()).isEqualTo(1);
    }

    @Test
    void aSlowOneTakesOnlyItsOwnPlace() {
        inbox("SLOW", 1);
        inbox("QUICK", 1);
        webhooks.put("SLOW", server.url().toString());
        webhooks.put("QUICK", server.url().toString());

        List<ClaimedWebhook> claimed = deliver.claim();
        assertThat(claimed).hasSize(2);
        assertThat(deliver.claim()).as("both are under way").isEmpty();
        deliver.deliver(claimed.get(1));
        inbox("NEXT", 1);
        webhooks.put("NEXT", server.url().toString());
        assertThat(deliver.claim()).extracting(ClaimedWebhook::center).containsExactly("NEXT");
    }

    @Test
    void aSecretThatCannotBeOpenedIsAFailureLikeOthers() {
        inbox("BROKEN", 1);
        webhooks.put("BROKEN", server.url().toString());
        database.jdbc()
                .update(
                        "UPDATE inbox_webhook SET sealed_secret = set_byte(sealed_secret, 20, 255 - get_byte(sealed_secret, 20))");

        deliverDue();

        assertThat(webhooks.find("BROKEN").orElseThrow().lastFailure()).isEqualTo("SECRET_UNREADABLE");
        assertThat(server.calls()).isEmpty();
    }

    @Test
    void aSecretOpensForItsOwnRegistrationOnly() {
        inbox("MINE", 1);
        inbox("YOURS", 1);
        webhooks.put("MINE", server.url().toString());
        webhooks.put("YOURS", server.url().toString());
        database.jdbc()
                .update(
                        """
                UPDATE inbox_webhook SET sealed_secret = (SELECT sealed_secret FROM inbox_webhook WHERE center = 'YOURS')
                WHERE center = 'MINE'
                """);

        deliverDue();

        assertThat(webhooks.find("MINE").orElseThrow().lastFailure()).isEqualTo("SECRET_UNREADABLE");
        assertThat(webhooks.find("YOURS").orElseThrow().lastFailure()).isNull();
    }
}
