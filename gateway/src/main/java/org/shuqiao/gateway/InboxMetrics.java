package org.shuqiao.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.inbox.CountUnread;
import org.springframework.stereotype.Component;

/** How centers collect, as figures: {@code shuqiao.inbox.*} and {@code shuqiao.webhooks.paused}. */
@Component
final class InboxMetrics implements MeterBinder {
    private final CountUnread unread;
    private final InboxStreams streams;

    InboxMetrics(Journeys journeys, InboxStreams streams) {
        this.unread = journeys.inboxes().unread();
        this.streams = streams;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shuqiao.inbox.oldest", unread, u -> u.oldest().toMillis() / 1000.0)
                .baseUnit("seconds")
                .description("how long the oldest message that its center has not acknowledged has waited")
                .register(registry);
        Gauge.builder("shuqiao.inbox.neglected", unread, u -> u.figures().neglected())
                .baseUnit("centers")
                .description("centers that have left a message unread for longer than is usual")
                .register(registry);
        Gauge.builder("shuqiao.inbox.streams", streams, InboxStreams::count)
                .description("open streams of this gateway")
                .register(registry);
        Gauge.builder("shuqiao.webhooks.paused", unread, u -> u.figures().pausedWebhooks())
                .description("webhooks that are not tried any more until their center resumes them")
                .register(registry);
    }
}
