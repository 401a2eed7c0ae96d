package org.shuqiao.routes.webhooks;

import java.util.Optional;
import java.util.UUID;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.keys.WebhookSecrets;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.ledger.WebhookLedger;
import org.shuqiao.routes.ledger.WebhookLedger.Webhook;

/** What a center can do with its webhook. */
public final class Webhooks {
    private final WebhookLedger ledger;
    private final WebhookSecrets secrets;
    private final WebhookRules rules;
    private final Uuid7 ids;

    public Webhooks(WebhookLedger ledger, WebhookSecrets secrets, WebhookRules rules, Uuid7 ids) {
        this.ledger = ledger;
        this.secrets = secrets;
        this.rules = rules;
        this.ids = ids;
    }

    /**
     * Sets or replaces it. It goes on where the earlier one was.
     *
     * @return its new secret, the only time that it is seen
     * @throws Failure {@link org.shuqiao.routes.failures.FailureCode#WEBHOOK_REFUSED} for an address that may not be called
     */
    public String put(String center, String url) {
        WebhookAddress.parse(url, rules);
        UUID id = ids.next();
        WebhookSecrets.Made secret = secrets.make(id, center);
        ledger.put(center, id, url, secret.sealed());
        return secret.text();
    }

    public Optional<Webhook> find(String center) {
        return ledger.find(center);
    }

    /** @return false where the center has none */
    public boolean delete(String center) {
        return ledger.delete(center);
    }

    /** Tries again at once, however often it has failed. @return false where the center has none */
    public boolean resume(String center) {
        return ledger.resume(center);
    }
}
