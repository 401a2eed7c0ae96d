package org.shuqiao.routes.webhooks;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.apache.hc.client5.http.DnsResolver;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.keys.SealBroken;
import org.shuqiao.routes.keys.WebhookSecrets;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.InboxMessage;
import org.shuqiao.routes.ledger.WebhookLedger;
import org.shuqiao.routes.ledger.WebhookLedger.ClaimedWebhook;
import org.shuqiao.routes.steps.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages to webhooks: in order, one call at a time for each center. An answer of 2xx moves on; anything else rests longer
 * each time, and after {@link Limits#WEBHOOK_FAILURES} in a row until the center resumes it.
 */
public final class DeliverWebhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverWebhooks.class);
    private static final int MAX_DOUBLINGS = 30;

    private final WebhookLedger ledger;
    private final InboxLedger inboxes;
    private final WebhookSecrets secrets;
    private final WebhookClient client;
    private final Clock clock;
    private final RandomGenerator random;
    private final Semaphore free = new Semaphore(Limits.WEBHOOKS_AT_ONCE);

    /**
     * @param names how hosts are looked up
     * @param patience for one call
     */
    public DeliverWebhooks(
            WebhookLedger ledger,
            InboxLedger inboxes,
            WebhookSecrets secrets,
            WebhookRules rules,
            DnsResolver names,
            Duration patience,
            Clock clock,
            RandomGenerator random) {
        this.ledger = ledger;
        this.inboxes = inboxes;
        this.secrets = secrets;
        this.client = new WebhookClient(names, rules, patience);
        this.clock = clock;
        this.random = random;
    }

    /** Takes as many webhooks as can be called at once; each must be handed to {@link #deliver}. */
    public List<ClaimedWebhook> claim() {
        int room = free.drainPermits();
        int taken = 0;
        try {
            List<ClaimedWebhook> claimed = room == 0 ? List.of() : ledger.claim(room, Limits.WEBHOOK_LEASE);
            taken = claimed.size();
            return claimed;
        } finally {
            free.release(room - taken);
        }
    }

    public void deliver(ClaimedWebhook claimed) {
        try {
            HmacSm3 key = secrets.open(claimed.sealedSecret(), claimed.id(), claimed.center());
            deliverAll(claimed, key);
        } catch (SealBroken broken) {
            LOG.error("the secret of webhook {} cannot be opened", claimed.id());
            fail(claimed, claimed.failures(), WebhookAnswer.without(WebhookAnswer.Kind.SECRET_UNREADABLE));
        } finally {
            free.release();
        }
    }

    private void deliverAll(ClaimedWebhook claimed, HmacSm3 key) {
        long at = claimed.deliveredSeq();
        for (int call = 0; call < Limits.WEBHOOK_CALLS_IN_A_ROW; call++) {
            List<InboxMessage> messages =
                    inboxes.after(claimed.center(), at, Limits.WEBHOOK_ROWS, Limits.WEBHOOK_BYTES);
            if (messages.isEmpty()) {
                break;
            }
            WebhookCall signed = WebhookCall.of(claimed.center(), messages, key, clock.instant());
            WebhookAnswer answer = client.post(URI.create(claimed.url()), signed.headers(), signed.body());
            if (!answer.isDelivered()) {
                fail(claimed, call == 0 ? claimed.failures() : 0, answer);
                return;
            }
            at = messages.get(messages.size() - 1).seq();
            if (!ledger.delivered(claimed, at, Limits.WEBHOOK_LEASE)) {
                return;
            }
        }
        ledger.release(claimed);
    }

    private void fail(ClaimedWebhook claimed, int before, WebhookAnswer answer) {
        int failures = before + 1;
        boolean pause = failures >= Limits.WEBHOOK_FAILURES;
        if (ledger.failed(claimed, answer.kind().name(), answer.status(), rest(failures), pause) && pause) {
            LOG.warn(
                    "the webhook of center {} is paused after {} failures, the last: {}",
                    claimed.center(),
                    failures,
                    answer.kind());
        }
    }

    /** Doubles with each failure; a random part of it, so that those that failed together do not come back together. */
    private Duration rest(int failures) {
        long doubled = Limits.WEBHOOK_FIRST_REST.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
        long full = Math.min(doubled, Limits.WEBHOOK_LONGEST_REST.toMillis());
        return Duration.ofMillis(full / 2 + random.nextLong(full - full / 2 + 1));
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
