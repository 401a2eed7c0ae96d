package org.shuqiao.gateway.console.overview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.OpenFigures;
import org.shuqiao.gateway.Standing;
import org.shuqiao.routes.RouteView;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.ledger.TrafficLedger.Backlog;
import org.shuqiao.routes.ledger.TrafficLedger.Flow;
import org.shuqiao.routes.ledger.TrafficLedger.Recent;
import org.shuqiao.routes.ledger.TrafficLedger.Side;
import org.shuqiao.routes.ledger.TrafficLedger.Volume;
import org.shuqiao.routes.ledger.TransferState;

/**
 * Everything that one look has found.
 *
 * @param answered whether the ledger answered in time
 * @param counted what it has said last; null where it has said nothing yet
 * @param committing the most rows that wait for one of the group commits
 * @param skew of this gateway's clock; null while nobody has compared it lately
 */
record Seen(
        Instant at,
        Standing standing,
        boolean answered,
        @Nullable Counted counted,
        InboxLedger.Figures inboxes,
        int endingAgreements,
        int unreadableAgreements,
        int committing,
        @Nullable Duration skew) {

    /**
     * What the ledger says.
     *
     * @param held transfers that wait for a person, by center
     * @param sealed records that wait for an officer, {@code sealedSince} the first of them
     */
    record Counted(
            OpenFigures.Snapshot open,
            Recent recent,
            List<Backlog> backlogs,
            Map<String, Long> held,
            List<Volume> volumes,
            List<PlatformState> platforms,
            List<RouteView> routes,
            int sealed,
            @Nullable Instant sealedSince) {

        Optional<Flow> flow(Side side, String party) {
            return recent.flows().stream()
                    .filter(flow -> flow.side() == side && flow.party().equals(party))
                    .findFirst();
        }

        boolean hasPlatform(String id) {
            return platforms.stream().anyMatch(platform -> platform.id().equals(id));
        }

        List<Open> open(TransferState... states) {
            List<TransferState> wanted = List.of(states);
            return open.open().stream()
                    .filter(one -> wanted.contains(one.state()))
                    .toList();
        }

        List<Open> open(String platform, TransferState... states) {
            return open(states).stream()
                    .filter(one -> one.platform().equals(platform))
                    .toList();
        }
    }
}
