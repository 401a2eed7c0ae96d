package org.shuqiao.routes.webhooks;

import org.jspecify.annotations.Nullable;

/**
 * What became of one call of a webhook.
 *
 * @param status HTTP status, null where no whole answer came
 */
public record WebhookAnswer(Kind kind, @Nullable Integer status) {

    /** The stable names of what can go wrong, and of what went right. */
    public enum Kind {
        DELIVERED,
        /** The name leads to an address that webhooks may not lead to. */
        ADDRESS_REFUSED,
        UNKNOWN_HOST,
        NOT_CONNECTED,
        TLS_FAILED,
        /** The whole answer did not come in time. */
        TOO_SLOW,
        ANSWER_TOO_LONG,
        BROKEN_OFF,
        /** Answered, but not with 2xx; a redirect is never followed. */
        STATUS,
        /** Ours: the secret cannot be opened. The center makes a new one by setting the webhook again. */
        SECRET_UNREADABLE
    }

    static WebhookAnswer without(Kind kind) {
        return new WebhookAnswer(kind, null);
    }

    public boolean isDelivered() {
        return kind == Kind.DELIVERED;
    }
}
