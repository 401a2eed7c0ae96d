package org.shuqiao.routes;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.shuqiao.routes.inbox.CountUnread;
import org.shuqiao.routes.inbox.WatchInboxes;
import org.shuqiao.routes.keys.WebhookSecrets;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.webhooks.DeliverWebhooks;
import org.shuqiao.routes.webhooks.Webhooks;

/** The inboxes of all centers as one gateway serves them. */
public final class Inboxes {
    private final InboxLedger messages;
    private final WatchInboxes watch;
    private final CountUnread unread;
    private final Webhooks webhooks;
    private final DeliverWebhooks deliver;
    private final Ledger ledger;
    private final ExecutorService callers = Executors.newFixedThreadPool(Limits.WEBHOOKS_AT_ONCE);

    Inboxes(Ledger ledger, JourneyParts parts) {
        this.ledger = ledger;
        this.messages = ledger.inboxes();
        this.watch = new WatchInboxes(messages);
        this.unread = new CountUnread(messages, Limits.INBOX_WARN_AGE, parts.clock());
        WebhookSecrets secrets = parts.keys().webhookSecrets();
        this.webhooks =
                new Webhooks(ledger.webhooks(), secrets, parts.webhooks(), new Uuid7(parts.clock(), parts.random()));
        this.deliver = new DeliverWebhooks(
                ledger.webhooks(),
                messages,
                secrets,
                parts.webhooks(),
                SystemDefaultDnsResolver.INSTANCE,
                Limits.WEBHOOK_PATIENCE,
                parts.clock(),
                parts.random());
    }

    /** Takes over what a predecessor of the same name has left behind. */
    void start() {
        ledger.webhooks().endLeases();
    }

    InboxRoute route() {
        return new InboxRoute(watch, unread, deliver, callers);
    }

    public InboxLedger messages() {
        return messages;
    }

    /** Tells when something new is there. */
    public WatchInboxes watch() {
        return watch;
    }

    public CountUnread unread() {
        return unread;
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    void close() throws IOException {
        callers.shutdown();
        deliver.close();
    }
}
