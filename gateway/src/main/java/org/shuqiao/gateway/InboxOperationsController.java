package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.steps.Limits;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which centers do not collect what is theirs. */
@RestController
@Tag(name = "Operations", description = "Platforms and transfers, for operators")
class InboxOperationsController {
    private final InboxLedger ledger;
    private final Clock clock;

    InboxOperationsController(Journeys journeys, Clock clock) {
        this.ledger = journeys.inboxes().messages();
        this.clock = clock;
    }

    /**
     * @param oldestUnreadAt when the first unread message was received
     * @param neglected whether that is longer ago than is usual
     * @param full whether nothing more is taken for this center
     */
    record Inbox(
            String center,
            long unread,
            long lastSeq,
            long ackedSeq,
            Instant oldestUnreadAt,
            boolean neglected,
            boolean full,
            boolean webhookPaused) {}

    @GetMapping("/api/v1/ops/inboxes")
    @Operation(summary = "Inboxes with unread messages, the longest neglected first")
    List<Inbox> inboxes() {
        Instant neglectedBefore = clock.instant().minus(Limits.INBOX_WARN_AGE);
        return ledger.unread(Limits.INBOXES_LISTED).stream()
                .map(inbox -> inbox(inbox, neglectedBefore))
                .toList();
    }

    private static Inbox inbox(InboxLedger.Unread inbox, Instant neglectedBefore) {
        long unread = inbox.lastSeq() - inbox.ackedSeq();
        return new Inbox(
                inbox.center(),
                unread,
                inbox.lastSeq(),
                inbox.ackedSeq(),
                inbox.oldestAt(),
                inbox.oldestAt().isBefore(neglectedBefore),
                unread >= Limits.INBOX_UNREAD,
                inbox.webhookPaused());
    }
}
