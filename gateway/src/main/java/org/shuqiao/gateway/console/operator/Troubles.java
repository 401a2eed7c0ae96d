package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.PlatformResponse;
import org.shuqiao.gateway.PlatformSwitches;
import org.shuqiao.gateway.console.Shown;
import org.shuqiao.gateway.console.operator.Trouble.Kind;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PlatformCalls;
import org.shuqiao.routes.steps.Limits;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.stereotype.Component;

/** What is wrong with a platform, as far as the ledger and this gateway know. */
@Component
final class Troubles {
    private final Journeys journeys;
    private final Shown shown;
    private final Clock clock;

    Troubles(Journeys journeys, Shown shown, Clock clock) {
        this.journeys = journeys;
        this.shown = shown;
        this.clock = clock;
    }

    /**
     * @param carried whether people carry packages there, whose answers take days
     * @return worst first
     */
    List<Trouble> of(PlatformResponse platform, boolean carried, long parked, long aside) {
        List<Trouble> troubles = new ArrayList<>();
        addSwitch(platform, troubles);
        if (platform.callable() == null) {
            troubles.add(Trouble.of(Kind.NOT_REACHED));
        } else if (!platform.callable()) {
            troubles.add(Trouble.of(Kind.NO_KEY));
        }
        journeys.platformCalls().stream()
                .filter(calls -> calls.access().id().equals(platform.id()))
                .forEach(calls -> addCalls(calls, troubles));
        journeys.placeTroubles().stream()
                .filter(trouble -> trouble.platform().equals(platform.id()))
                .forEach(trouble -> troubles.add(Trouble.of(
                        Kind.PLACE, why("place", trouble.why()), trouble.what(), shown.ago(trouble.since()))));
        addFolder(platform.folder(), troubles);
        if (!carried && isLate(platform.oldest())) {
            troubles.add(Trouble.of(Kind.LATE, shown.number(platform.backlog()), shown.ago(platform.oldest())));
        }
        if (parked > 0) {
            troubles.add(Trouble.of(Kind.PARKED, shown.number(parked)));
        }
        if (aside > 0) {
            troubles.add(Trouble.of(Kind.ASIDE, shown.number(aside)));
        }
        troubles.sort(Comparator.comparing(Trouble::kind));
        return List.copyOf(troubles);
    }

    private void addSwitch(PlatformResponse platform, List<Trouble> troubles) {
        if (platform.circuit() == PlatformSwitches.State.PAUSED) {
            troubles.add(Trouble.of(platform.draining() ? Kind.DRAINING : Kind.PAUSED, platform.pauseReason()));
        } else if (platform.circuit() == PlatformSwitches.State.RESTING) {
            troubles.add(Trouble.of(
                    Kind.RESTING,
                    shown.number(platform.consecutiveFailures()),
                    shown.time(platform.circuitOpenUntil())));
        }
    }

    private void addCalls(PlatformCalls calls, List<Trouble> troubles) {
        calls.secretTrouble()
                .ifPresent(secret ->
                        troubles.add(Trouble.of(Kind.SECRET, why("secret", secret.why()), shown.ago(secret.since()))));
        calls.clockSkew()
                .ifPresent(skew -> troubles.add(Trouble.of(
                        Kind.CLOCK,
                        shown.number(skew.aheadSeconds()),
                        shown.number(skew.windowSeconds()),
                        shown.number(skew.correctedSeconds()))));
    }

    /** A place of a message that is a message itself. */
    private static MessageSourceResolvable why(String of, Enum<?> why) {
        return new DefaultMessageSourceResolvable("operator." + of + "." + why.name());
    }

    private static void addFolder(@Nullable FolderStanding folder, List<Trouble> troubles) {
        if (folder == null) {
            return;
        }
        switch (folder.state()) {
            case IN_FORCE -> {}
            case REFUSED ->
                troubles.add(Trouble.of(Kind.FOLDER_REFUSED, folder.findings().size()));
            case AWAITS_RESTART -> troubles.add(Trouble.of(Kind.FOLDER_WAITS));
            case NOT_CONFIGURED -> troubles.add(Trouble.of(Kind.FOLDER_UNKNOWN));
        }
    }

    private boolean isLate(@Nullable Instant oldest) {
        return oldest != null && oldest.isBefore(clock.instant().minus(Limits.STUCK_AFTER));
    }
}
