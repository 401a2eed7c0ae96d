package org.shuqiao.gateway;

import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.inbox.CountUnread;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Tells of centers that do not collect. That is theirs to mend, so it never makes this gateway unready. */
@Component("inboxesHealthIndicator")
final class InboxHealth implements HealthIndicator {
    private final CountUnread unread;

    InboxHealth(Journeys journeys) {
        this.unread = journeys.inboxes().unread();
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("unread", unread.figures().unread())
                .withDetail("oldestUnreadSeconds", unread.oldest().toSeconds())
                .withDetail("neglectedCenters", unread.figures().neglected())
                .withDetail("pausedWebhooks", unread.figures().pausedWebhooks())
                .build();
    }
}
