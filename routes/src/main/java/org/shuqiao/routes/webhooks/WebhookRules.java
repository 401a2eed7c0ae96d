package org.shuqiao.routes.webhooks;

/**
 * Where webhooks may lead.
 *
 * @param allowPrivate also into networks that are not the public internet, this machine among them
 * @param allowHttp also without TLS
 */
public record WebhookRules(boolean allowPrivate, boolean allowHttp) {
    /** The public internet over TLS only. */
    public static WebhookRules strict() {
        return new WebhookRules(false, false);
    }
}
