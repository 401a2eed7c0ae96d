package org.shuqiao.gateway.console.operator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.shuqiao.gateway.PlatformResponse;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.mappings.platforms.Transport;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.FigureLedger;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Component;

/** Puts together what there is to know of platforms. */
@Component
final class PlatformRows {
    private final Watch watch;
    private final Journeys journeys;
    private final FigureLedger figures;
    private final Troubles troubles;
    private final Names names;

    PlatformRows(Watch watch, Journeys journeys, Troubles troubles, Names names) {
        this.watch = watch;
        this.journeys = journeys;
        this.figures = journeys.ledger().figures(Limits.FIGURE_PATIENCE);
        this.troubles = troubles;
        this.names = names;
    }

    /** Those that need somebody first. */
    List<PlatformRow> all() {
        Map<String, Long> asides = figures.putAside();
        List<PlatformRow> rows = watch.platforms().stream()
                .map(platform -> row(platform, asides))
                .toList();
        return Stream.concat(
                        rows.stream().filter(row -> !row.troubles().isEmpty()),
                        rows.stream().filter(row -> row.troubles().isEmpty()))
                .toList();
    }

    Optional<PlatformRow> find(String id) {
        return watch.platform(id).map(platform -> row(platform, figures.putAside()));
    }

    private PlatformRow row(PlatformResponse platform, Map<String, Long> asides) {
        Transport transport = journeys.parts()
                .platforms()
                .find(platform.id())
                .map(PlatformRows::transport)
                .orElse(null);
        boolean carried = transport instanceof Transport.Offline;
        long parked = open(platform.id(), TransferState.PARKED);
        long aside = asides.getOrDefault(platform.id(), 0L);
        return new PlatformRow(
                platform,
                names.platform(platform.id()),
                transport == null ? "" : transport.channel(),
                carried,
                open(platform.id(), TransferState.READY),
                open(platform.id(), TransferState.SENDING, TransferState.UNKNOWN),
                parked,
                aside,
                troubles.of(platform, carried, parked, aside));
    }

    private long open(String platform, TransferState... states) {
        List<TransferState> wanted = List.of(states);
        return watch.open().stream()
                .filter(open -> open.platform().equals(platform) && wanted.contains(open.state()))
                .mapToLong(FigureLedger.Open::transfers)
                .sum();
    }

    private static Transport transport(PlatformAccess access) {
        return access.platform().descriptor().transport();
    }
}
