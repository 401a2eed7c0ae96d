package org.shuqiao.gateway.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.overview.Seen.Counted;
import org.shuqiao.routes.RouteNames;
import org.shuqiao.routes.RouteView;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.TrafficLedger.Side;
import org.shuqiao.routes.ledger.TransferState;

/** What waits for a person's decision, or for work that nobody does. */
final class WorkTroubles {
    private static final Duration UNPREPARED = Duration.ofMinutes(1);
    private static final Duration LONG_UNPREPARED = Duration.ofMinutes(10);
    private static final Duration LONG_QUARANTINED = Duration.ofDays(1);
    private static final int DENIALS = 5;
    private static final double DENIED_SHARE = 0.5;

    private final Counted counted;
    private final Instant now;
    private final List<Trouble> found = new ArrayList<>();

    private WorkTroubles(Counted counted, Instant now) {
        this.counted = counted;
        this.now = now;
    }

    static List<Trouble> of(Counted counted, Instant now) {
        WorkTroubles troubles = new WorkTroubles(counted, now);
        troubles.routes();
        troubles.unprepared();
        troubles.denied();
        troubles.officers();
        return troubles.found;
    }

    static List<Trouble> of(Seen seen) {
        List<Trouble> found = new ArrayList<>();
        InboxLedger.Figures inboxes = seen.inboxes();
        add(found, TroubleKind.AGREEMENTS_UNREADABLE, seen.unreadableAgreements(), null);
        add(found, TroubleKind.AGREEMENTS_ENDING, seen.endingAgreements(), null);
        add(found, TroubleKind.INBOX_NEGLECTED, inboxes.oldestOf(), inboxes.neglected(), inboxes.oldestAt());
        add(found, TroubleKind.WEBHOOKS_PAUSED, inboxes.firstPaused(), inboxes.pausedWebhooks(), null);
        return found;
    }

    private void routes() {
        Set<String> ofPlatforms = counted.platforms().stream()
                .map(platform -> RouteNames.deliver(platform.id()))
                .collect(Collectors.toSet());
        for (RouteView route : counted.routes()) {
            if (route.state() == RouteView.State.STOPPED) {
                found.add(Trouble.of(TroubleKind.ROUTE_STOPPED, route.id(), 0, null));
            } else if (route.state() != RouteView.State.RUNNING && !ofPlatforms.contains(route.id())) {
                found.add(Trouble.of(TroubleKind.ROUTE_OFF, route.id(), 0, route.since())
                        .noting(route.reason()));
            }
        }
    }

    private void unprepared() {
        Waiting waiting = counted.open().submissions();
        if (isOlder(waiting.since(), UNPREPARED)) {
            found.add(Trouble.of(TroubleKind.UNPREPARED, "", waiting.count(), waiting.since())
                    .badIf(isOlder(waiting.since(), LONG_UNPREPARED)));
        }
    }

    private void denied() {
        counted.flow(Side.PREPARED, "")
                .filter(flow -> flow.refused() >= DENIALS && flow.refused() >= DENIED_SHARE * flow.came())
                .ifPresent(flow -> found.add(Trouble.of(TroubleKind.DENIED, "", flow.refused(), null)));
    }

    private void officers() {
        Instant quarantined = PlatformTroubles.since(counted.open(TransferState.QUARANTINED));
        add(TroubleKind.QUARANTINED, counted.open(TransferState.QUARANTINED), isOlder(quarantined, LONG_QUARANTINED));
        add(TroubleKind.APPROVALS, waitingFor(ReasonCode.DUTY_APPROVAL), false);
        add(TroubleKind.SUSPENDED, waitingFor(ReasonCode.SUSPENDED), false);
        add(found, TroubleKind.SEALED, counted.sealed(), counted.sealedSince());
        Waiting reports = counted.open().overdueReports();
        add(found, TroubleKind.REPORTS_OVERDUE, reports.count(), reports.since());
    }

    private List<Open> waitingFor(ReasonCode reason) {
        return counted.open(TransferState.WAITING).stream()
                .filter(one -> one.reason().equals(reason.name()))
                .toList();
    }

    private void add(TroubleKind kind, List<Open> open, boolean bad) {
        if (!open.isEmpty()) {
            found.add(Trouble.of(kind, "", PlatformTroubles.transfers(open), PlatformTroubles.since(open))
                    .badIf(bad));
        }
    }

    private static void add(List<Trouble> found, TroubleKind kind, long count, @Nullable Instant since) {
        add(found, kind, "", count, since);
    }

    private static void add(List<Trouble> found, TroubleKind kind, String party, long count, @Nullable Instant since) {
        if (count > 0) {
            found.add(Trouble.of(kind, party, count, since));
        }
    }

    private boolean isOlder(@Nullable Instant since, Duration age) {
        return since != null && since.plus(age).isBefore(now);
    }
}
