package org.shuqiao.routes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuqiao.routes.TestDatabase;
import org.shuqiao.routes.ledger.InboxLedger.Cursor;
import org.shuqiao.routes.ledger.WebhookLedger.ClaimedWebhook;

/** One gateway at a time delivers to a webhook, and what an outdated one reports does not count. */
class WebhookLedgerTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final byte[] SEALED = {1};
    private static final String URL = "https://example.com/hook";

    private static TestDatabase database;
    private static Ledger ledger;
    private static WebhookLedger first;
    private static WebhookLedger second;

    @BeforeAll
    static void open() {
        database = TestDatabase.fresh();
        ledger = new Ledger(database.dataSource(), "gateway-1", LedgerWorld.TIMES, TestDatabase.leaves());
        first = ledger.webhooks();
        second = new Ledger(database.dataSource(), "gateway-2", LedgerWorld.TIMES, TestDatabase.leaves()).webhooks();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @AfterEach
    void clear() {
        database.jdbc().update("DELETE FROM inbox_webhook");
    }

    private static void webhook(String center, int messages) {
        TestInbox inbox = new TestInbox(database.jdbc(), center);
        for (int i = 0; i < messages; i++) {
            inbox.with("{}");
        }
        first.put(center, UUID.randomUUID(), URL, SEALED);
    }

    private static ClaimedWebhook claimed() {
        List<ClaimedWebhook> claimed = first.claim(10, LEASE);
        assertThat(claimed).hasSize(1);
        return claimed.get(0);
    }

    @Test
    void isClaimedByOneGatewayOnly() {
        webhook("ONE", 1);

        assertThat(first.claim(10, LEASE)).hasSize(1);
        assertThat(second.claim(10, LEASE)).isEmpty();
        assertThat(first.claim(10, LEASE)).isEmpty();
    }

    @Test
    void isNotClaimedWhileThereIsNothingToDeliver() {
        webhook("NOTHING", 0);
        assertThat(first.claim(10, LEASE)).isEmpty();
    }

    @Test
    void beginsWithWhatTheCenterHasNotAcknowledged() {
        TestInbox inbox = new TestInbox(database.jdbc(), "BEGIN").with("{}", "{}", "{}");
        ledger.inboxes().acknowledge(inbox.center(), 2);
        first.put("BEGIN", UUID.randomUUID(), URL, SEALED);

        assertThat(claimed().deliveredSeq()).isEqualTo(2);
    }

    @Test
    void acknowledgesWhatWasDelivered() {
        webhook("DELIVERED", 3);
        ClaimedWebhook claimed = claimed();

        assertThat(first.delivered(claimed, 2, LEASE)).isTrue();

        assertThat(ledger.inboxes().cursor("DELIVERED")).isEqualTo(new Cursor(3, 2));
        assertThat(second.claim(10, LEASE)).as("the lease goes on").isEmpty();
        first.release(claimed);
        assertThat(second.claim(10, LEASE))
                .singleElement()
                .extracting(ClaimedWebhook::deliveredSeq)
                .isEqualTo(2L);
    }

    @Test
    void takesOverALeaseThatHasEndedAndIgnoresItsOldHolder() {
        webhook("LOST", 1);
        ClaimedWebhook lost = claimed();
        database.jdbc().update("UPDATE inbox_webhook SET lease_until = now() - interval '1 second'");

        assertThat(second.claim(10, LEASE)).hasSize(1);

        assertThat(first.delivered(lost, 1, LEASE)).isFalse();
        assertThat(first.failed(lost, "TOO_SLOW", null, LEASE, true)).isFalse();
        assertThat(ledger.inboxes().cursor("LOST").ackedSeq()).isZero();
        assertThat(first.find("LOST").orElseThrow().failures()).isZero();
    }

    @Test
    void ignoresWhatADeliveryToAnEarlierAddressReports() {
        webhook("REPLACED", 2);
        ClaimedWebhook old = claimed();
        first.put("REPLACED", UUID.randomUUID(), "https://example.com/other", SEALED);

        assertThat(first.delivered(old, 2, LEASE)).isFalse();
        ClaimedWebhook fresh = claimed();
        assertThat(fresh.deliveredSeq()).isZero();
        assertThat(fresh.url()).endsWith("/other");
    }

    @Test
    void goesOnWhereTheEarlierAddressWas() {
        webhook("GOES-ON", 3);
        first.delivered(claimed(), 2, LEASE);
        first.put("GOES-ON", UUID.randomUUID(), URL, SEALED);

        assertThat(claimed().deliveredSeq()).isEqualTo(2);
    }

    @Test
    void restsAfterAFailureAndStaysPausedUntilItIsResumed() {
        webhook("PAUSED", 1);
        assertThat(first.failed(claimed(), "STATUS", 503, Duration.ofHours(1), false))
                .isTrue();
        assertThat(first.claim(10, LEASE)).as("rests").isEmpty();
        assertThat(first.find("PAUSED").orElseThrow())
                .matches(webhook -> webhook.failures() == 1 && webhook.pausedAt() == null)
                .matches(webhook -> "STATUS".equals(webhook.lastFailure()) && webhook.lastStatus() == 503);
        database.jdbc().update("UPDATE inbox_webhook SET due_at = now()");
        first.failed(claimed(), "TOO_SLOW", null, Duration.ZERO, true);
        assertThat(first.claim(10, LEASE)).as("paused").isEmpty();
        assertThat(ledger.inboxes().unread(10)).anyMatch(u -> u.center().equals("PAUSED") && u.webhookPaused());
        assertThat(ledger.inboxes().figures(Instant.now()).firstPaused()).isEqualTo("PAUSED");

        assertThat(first.resume("PAUSED")).isTrue();

        assertThat(claimed().failures()).isZero();
        assertThat(first.find("PAUSED").orElseThrow().pausedAt()).isNull();
        assertThat(ledger.inboxes().figures(Instant.now()).firstPaused()).isEmpty();
    }

    @Test
    void endsTheLeasesOfAPredecessor() {
        webhook("PREDECESSOR", 1);
        claimed();

        second.endLeases();
        assertThat(second.claim(10, LEASE)).as("of another gateway").isEmpty();
        first.endLeases();
        assertThat(second.claim(10, LEASE)).hasSize(1);
    }

    @Test
    void isGoneOnceItWasDeleted() {
        webhook("DELETED", 1);

        assertThat(first.delete("DELETED")).isTrue();

        assertThat(first.delete("DELETED")).isFalse();
        assertThat(first.resume("DELETED")).isFalse();
        assertThat(first.find("DELETED")).isEmpty();
        assertThat(first.claim(10, LEASE)).isEmpty();
    }
}
