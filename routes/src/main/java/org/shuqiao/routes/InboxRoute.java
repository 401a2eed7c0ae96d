package org.shuqiao.routes;

import java.util.concurrent.ExecutorService;
import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.inbox.CountUnread;
import org.shuqiao.routes.inbox.WatchInboxes;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.webhooks.DeliverWebhooks;

/** How what is in an inbox gets to its center: told to open streams, brought to webhooks, counted while it is left lying. */
final class InboxRoute extends RouteBuilder {
    private final WatchInboxes watch;
    private final CountUnread count;
    private final DeliverWebhooks deliver;
    private final ExecutorService callers;

    /** @param callers as many as webhooks may be called at once */
    InboxRoute(WatchInboxes watch, CountUnread count, DeliverWebhooks deliver, ExecutorService callers) {
        this.watch = watch;
        this.count = count;
        this.deliver = deliver;
        this.callers = callers;
    }

    @Override
    public void configure() {
        long every = Limits.INBOXES_LOOKED_AT_EVERY.toMillis();
        from("timer:watch-inboxes?delay=" + every + "&period=" + every)
                .routeId(RouteNames.WATCH_INBOXES)
                .bean(watch, "look");

        from("timer:count-unread?delay=1000&period=" + Limits.UNREAD_COUNTED_EVERY.toMillis())
                .routeId(RouteNames.COUNT_UNREAD)
                .bean(count, "count");

        // Handed over, since a slow webhook must not keep the others waiting.
        from("timer:claim-webhooks?delay=" + every + "&period=" + every)
                .routeId(RouteNames.CLAIM_WEBHOOKS)
                .bean(deliver, "claim")
                .split(body())
                .wireTap("direct:" + RouteNames.DELIVER_WEBHOOK)
                .dynamicUri(false)
                .executorService(callers)
                .end();

        from("direct:" + RouteNames.DELIVER_WEBHOOK)
                .routeId(RouteNames.DELIVER_WEBHOOK)
                .bean(deliver, "deliver");
    }
}
