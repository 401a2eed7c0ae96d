package org.shuqiao.gateway.console.overview;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CodeTable;
import org.shuqiao.mappings.Regions;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.TrafficLedger;
import org.shuqiao.routes.ledger.TrafficLedger.Slot;
import org.shuqiao.routes.ledger.TrafficLedger.Volume;
import org.shuqiao.routes.steps.Limits;
import org.springframework.stereotype.Component;

/** The last day: how much came, was stored, failed and was not to be sent, in time and by region. Counted at most every ten seconds. */
@Component
final class Day {
    static final int SLOT_MINUTES = 10;
    private static final Duration LIVES = Duration.ofSeconds(10);

    private final TrafficLedger traffic;
    private final CodeTable regions = CodeTable.load("region");
    private final Clock clock;
    private @Nullable History history;
    private @Nullable Instant at;

    Day(Journeys journeys, Clock clock) {
        this.traffic = journeys.ledger().traffic(Limits.FIGURE_PATIENCE);
        this.clock = clock;
    }

    /** @param slots oldest first */
    record History(List<Slot> slots, List<Region> regions) {
        public long came() {
            return slots.stream().mapToLong(Slot::came).sum();
        }

        public long went() {
            return slots.stream().mapToLong(Slot::went).sum();
        }

        public long failed() {
            return slots.stream().mapToLong(Slot::failed).sum();
        }

        public long uncovered() {
            return slots.stream().mapToLong(Slot::uncovered).sum();
        }

        public boolean isEmpty() {
            return came() + went() + failed() + uncovered() == 0;
        }
    }

    /**
     * @param name of the city, as the code table has it; empty for all that are not shown by themselves
     * @param centers how many of its centers sent something
     */
    record Region(String name, long centers, long came, long went, long failed, long uncovered) {
        static Region of(String name, Volume volume) {
            return new Region(name, 1, volume.came(), volume.went(), volume.failed(), volume.uncovered());
        }

        Region and(Region other) {
            return new Region(
                    name,
                    centers + other.centers,
                    came + other.came,
                    went + other.went,
                    failed + other.failed,
                    uncovered + other.uncovered);
        }

        Region named(String other) {
            return new Region(other, centers, came, went, failed, uncovered);
        }
    }

    synchronized History history() {
        Instant now = clock.instant();
        History last = history;
        if (last == null || at == null || at.plus(LIVES).isBefore(now)) {
            last = new History(traffic.day(SLOT_MINUTES), regions(traffic.volumes()));
            history = last;
            at = now;
        }
        return last;
    }

    private List<Region> regions(List<Volume> volumes) {
        Map<String, Region> byName = volumes.stream()
                .filter(volume -> volume.came() + volume.went() + volume.failed() + volume.uncovered() > 0)
                .map(volume -> Region.of(name(volume.region()), volume))
                .collect(Collectors.toMap(Region::name, region -> region, Region::and));
        List<Region> all = byName.values().stream()
                .sorted(Comparator.comparingLong(Region::came).reversed().thenComparing(Region::name))
                .toList();
        List<Region> shown = new ArrayList<>(all.subList(0, Math.min(Picture.SHOWN, all.size())));
        all.stream().skip(Picture.SHOWN).reduce(Region::and).ifPresent(others -> shown.add(others.named("")));
        return shown;
    }

    /** The city, or what is known above it, or the code. */
    private String name(String code) {
        for (String known : new String[] {Regions.city(code), Regions.province(code)}) {
            CodeTable.Entry entry = regions.entry(known);
            if (entry != null) {
                return entry.zh();
            }
        }
        return code;
    }
}
