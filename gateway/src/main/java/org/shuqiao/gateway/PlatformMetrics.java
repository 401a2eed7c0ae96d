package org.shuqiao.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.shuqiao.gateway.OpenFigures.Snapshot;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.springframework.stereotype.Component;

/** What is open for each platform: {@code shuqiao_platform_*} and {@code shuqiao_transfers*}. */
@Component
final class PlatformMetrics implements MeterBinder {
    private static final Set<TransferState> OPEN = EnumSet.of(
            TransferState.PENDING,
            TransferState.WAITING,
            TransferState.QUARANTINED,
            TransferState.READY,
            TransferState.SENDING,
            TransferState.UNKNOWN,
            TransferState.ACCEPTED,
            TransferState.PARKED);

    private final Journeys journeys;
    private final PlatformDirectory platforms;
    private final PlatformSwitches switches;
    private final OpenFigures figures;

    PlatformMetrics(Journeys journeys, PlatformSwitches switches, OpenFigures figures) {
        this.journeys = journeys;
        this.platforms = journeys.parts().platforms();
        this.switches = switches;
        this.figures = figures;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (FolderStanding.State state : FolderStanding.State.values()) {
            Gauge.builder("shuqiao.platform.folders", journeys, j -> folders(j, state))
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .description("Folders of platforms in the home by how they stand to what is in force")
                    .register(registry);
        }
        for (PlatformAccess access : platforms.all()) {
            String id = access.id();
            for (PlatformSwitches.State state : PlatformSwitches.State.values()) {
                Gauge.builder("shuqiao.platform.state", switches, s -> s.is(id, state))
                        .tag("platform", id)
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .description("1 for the state that the platform is in")
                        .register(registry);
            }
            int allowed = access.platform().descriptor().limits().attempts();
            Gauge.builder("shuqiao.platform.sends.left", figures, f -> f.figure(s -> allowed - mostSends(s, id)))
                    .tag("platform", id)
                    .description("Sends that the most often sent open transfer has left before it is parked")
                    .register(registry);
            Gauge.builder("shuqiao.platform.place.usable", journeys, j -> isUsable(j, id) ? 1 : 0)
                    .tag("platform", id)
                    .description("0 while the place of a platform that is not called is known not to serve")
                    .register(registry);
            Gauge.builder(
                            "shuqiao.platform.put.aside",
                            figures,
                            f -> f.figure(s -> s.putAside().getOrDefault(id, 0L)))
                    .tag("platform", id)
                    .baseUnit("rows")
                    .description("What the platform said at its place and could not be used")
                    .register(registry);
            OPEN.forEach(state -> bind(registry, id, state));
        }
    }

    private static long folders(Journeys journeys, FolderStanding.State state) {
        return journeys.platformFolders().stream()
                .filter(folder -> folder.state() == state)
                .count();
    }

    private static boolean isUsable(Journeys journeys, String platform) {
        return journeys.placeTroubles().stream()
                .noneMatch(trouble -> trouble.platform().equals(platform));
    }

    private void bind(MeterRegistry registry, String platform, TransferState state) {
        gauge(
                registry,
                platform,
                state,
                "shuqiao.transfers",
                "transfers",
                "Transfers that have not come to their end",
                s -> of(s, platform, state).mapToLong(Open::transfers).sum());
        gauge(
                registry,
                platform,
                state,
                "shuqiao.transfers.oldest",
                "seconds",
                "How long the first of them has been in its state",
                s -> s.age(of(s, platform, state)
                        .map(Open::since)
                        .min(Comparator.<Instant>naturalOrder())
                        .orElse(null)));
    }

    private void gauge(
            MeterRegistry registry,
            String platform,
            TransferState state,
            String name,
            String unit,
            String description,
            ToDoubleFunction<Snapshot> figure) {
        Gauge.builder(name, figures, f -> f.figure(figure))
                .tag("platform", platform)
                .tag("state", state.name().toLowerCase(Locale.ROOT))
                .baseUnit(unit)
                .description(description)
                .register(registry);
    }

    private static Stream<Open> of(Snapshot snapshot, String platform, TransferState state) {
        return snapshot.open().stream().filter(open -> open.platform().equals(platform) && open.state() == state);
    }

    private static int mostSends(Snapshot snapshot, String platform) {
        return snapshot.open().stream()
                .filter(open -> open.platform().equals(platform) && open.state() != TransferState.PARKED)
                .mapToInt(Open::mostSends)
                .max()
                .orElse(0);
    }
}
