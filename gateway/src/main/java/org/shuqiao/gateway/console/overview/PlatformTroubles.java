package org.shuqiao.gateway.console.overview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.PlatformSwitches;
import org.shuqiao.gateway.Standing;
import org.shuqiao.gateway.console.overview.Seen.Counted;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.ledger.TrafficLedger.Side;
import org.shuqiao.routes.ledger.TransferState;

/** What keeps transfers from their platforms, or their answers from us. */
final class PlatformTroubles {
    /** So many refusals in the last minutes are no chance, where they are at least this share of what was answered. */
    private static final int REFUSALS = 5;

    private static final double REFUSED_SHARE = 0.2;

    private static final TransferState[] BACKLOG = {
        TransferState.PENDING, TransferState.READY, TransferState.SENDING, TransferState.UNKNOWN
    };

    private final Counted counted;
    private final Instant now;
    private final List<Trouble> found = new ArrayList<>();

    private PlatformTroubles(Counted counted, Instant now) {
        this.counted = counted;
        this.now = now;
    }

    /** What the ledger says of platforms. */
    static List<Trouble> of(Counted counted, Instant now) {
        PlatformTroubles troubles = new PlatformTroubles(counted, now);
        counted.platforms().forEach(troubles::look);
        return troubles.found;
    }

    /** What this gateway has met when it called them. */
    static List<Trouble> of(Standing standing) {
        List<Trouble> found = new ArrayList<>();
        standing.platformPlaces()
                .forEach(place -> found.add(Trouble.of(TroubleKind.PLATFORM_PLACE, place.platform(), 0, place.since())
                        .noting(place.what())));
        standing.platformsWithoutCallKey()
                .forEach(platform -> found.add(Trouble.of(TroubleKind.PLATFORM_KEY, platform, 0, null)));
        standing.platformsWithoutSecret()
                .forEach(secret ->
                        found.add(Trouble.of(TroubleKind.PLATFORM_SECRET, secret.platform(), 0, secret.since())));
        standing.platformClocks()
                .forEach(skew ->
                        found.add(Trouble.of(TroubleKind.PLATFORM_CLOCK, skew.platform(), skew.aheadSeconds(), null)));
        standing.platformFolders()
                .forEach(folder -> found.add(Trouble.of(
                        TroubleKind.PLATFORM_FOLDER,
                        folder.platform(),
                        folder.findings().size(),
                        folder.since())));
        return found;
    }

    private void look(PlatformState platform) {
        String id = platform.id();
        switch (PlatformSwitches.State.of(platform, now)) {
            case PAUSED ->
                found.add(Trouble.of(TroubleKind.PAUSED, id, backlog(counted, id), platform.changedAt())
                        .noting(platform.pauseReason()));
            case RESTING ->
                found.add(Trouble.of(TroubleKind.CIRCUIT_OPEN, id, backlog(counted, id), platform.circuitOpenUntil()));
            case OPEN -> stuck(id);
        }
        List<Open> parked = counted.open(id, TransferState.PARKED);
        if (!parked.isEmpty()) {
            found.add(Trouble.of(TroubleKind.PARKED, id, transfers(parked), since(parked)));
        }
        List<Open> late = counted.open().late().stream()
                .filter(one -> one.platform().equals(id))
                .toList();
        if (!late.isEmpty()) {
            found.add(Trouble.of(TroubleKind.RECEIPTS_LATE, id, transfers(late), since(late)));
        }
        long aside = counted.open().putAside().getOrDefault(id, 0L);
        if (aside > 0) {
            found.add(Trouble.of(TroubleKind.PUT_ASIDE, id, aside, null));
        }
        refused(id);
    }

    /** Of a platform that is called: of others it is known why they wait. */
    private void stuck(String platform) {
        List<Open> overdue = counted.open(platform, BACKLOG).stream()
                .filter(one -> one.overdue() > 0)
                .toList();
        if (!overdue.isEmpty()) {
            long transfers = overdue.stream().mapToLong(Open::overdue).sum();
            found.add(Trouble.of(TroubleKind.STUCK, platform, transfers, since(overdue)));
        }
    }

    private void refused(String platform) {
        counted.flow(Side.PLATFORM, platform)
                .filter(flow ->
                        flow.refused() >= REFUSALS && flow.refused() >= REFUSED_SHARE * (flow.refused() + flow.went()))
                .ifPresent(flow -> found.add(Trouble.of(TroubleKind.REFUSED, platform, flow.refused(), null)));
    }

    /** What a platform has not answered yet. */
    static long backlog(Counted counted, String platform) {
        return transfers(counted.open(platform, BACKLOG));
    }

    static long transfers(List<Open> open) {
        return open.stream().mapToLong(Open::transfers).sum();
    }

    static @Nullable Instant since(List<Open> open) {
        return open.stream().map(Open::since).min(Comparator.naturalOrder()).orElse(null);
    }
}
