package org.shuqiao.gateway.console.operator;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.FoundTransfer;
import org.shuqiao.gateway.PlatformResponse;
import org.shuqiao.gateway.PlatformSwitches;
import org.shuqiao.gateway.console.Carried;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.gateway.console.Shown;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.RouteNames;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.ledger.TransferState;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Says of a transfer where it is, why it is there, and what happens next, one sentence each: what is known of its state and reason, of the
 * switch and circuit of its platform, and of what that platform can be asked.
 */
@Component
final class Outlook {
    private static final String NEXT = "operator.next.";

    /** What counts as no attempt. */
    private static final Set<String> AGREED_WAITS = Stream.of(
                    ReasonCode.QUOTA_BATCH, ReasonCode.QUOTA_DAY, ReasonCode.QUOTA_MONTH, ReasonCode.WINDOW)
            .map(ReasonCode::name)
            .collect(Collectors.toUnmodifiableSet());

    private final Watch watch;
    private final Journeys journeys;
    private final Carried carried;
    private final Names names;
    private final MessageSource words;
    private final Shown shown;
    private final Clock clock;

    Outlook(
            Watch watch,
            Journeys journeys,
            Carried carried,
            Names names,
            MessageSource words,
            Shown shown,
            Clock clock) {
        this.watch = watch;
        this.journeys = journeys;
        this.carried = carried;
        this.names = names;
        this.words = words;
        this.shown = shown;
        this.clock = clock;
    }

    record Answers(Sentence where, Sentence why, Sentence next) {}

    Answers of(FoundTransfer transfer, Locale locale) {
        String platform = names.platform(transfer.platform());
        String word = carried.is(transfer.state(), transfer.platform())
                ? Carried.WORD
                : transfer.state().name();
        Sentence where = Sentence.of("operator.where." + word, platform, shown.time(transfer.changedAt()));
        String standing = standing(transfer);
        String reason = transfer.reason();
        PlatformResponse state = watch.platform(transfer.platform()).orElse(null);
        Sentence why = why(transfer.state(), standing, reason, platform, state);
        return new Answers(
                where,
                why,
                Sentence.of(
                        next(transfer.state(), standing, reason, locale),
                        platform,
                        time(transfer, standing, state),
                        shown.number(transfer.attempts())));
    }

    private static Sentence why(
            TransferState state, String standing, String reason, String platform, @Nullable PlatformResponse paused) {
        if (standing.equals("CARRIED") && state == TransferState.UNKNOWN) {
            return Sentence.of("operator.why.UNKNOWN.CARRIED");
        }
        if (standing.equals("PAUSED") && state != TransferState.PENDING && paused != null) {
            return Sentence.of("operator.why.PAUSED", platform, paused.pauseReason());
        }
        return reason.isEmpty()
                ? Sentence.of("operator.why." + state.name(), platform)
                : Sentence.of("reason." + reason);
    }

    private String time(FoundTransfer transfer, String standing, @Nullable PlatformResponse platform) {
        return standing.equals("RESTING") && platform != null
                ? shown.time(platform.circuitOpenUntil())
                : shown.time(transfer.dueAt());
    }

    /** The most special sentence that there is: by what stands in its way, by its reason, by its state alone. */
    private String next(TransferState state, String standing, String reason, Locale locale) {
        String plain = NEXT + state.name();
        if (!standing.isEmpty()) {
            return plain + "." + standing;
        }
        String special = plain + "." + reason;
        return words.getMessage(special, null, null, locale) == null ? plain : special;
    }

    /** What stands in its way, or what it waits for; empty where its state and reason say it all. */
    private String standing(FoundTransfer transfer) {
        return switch (transfer.state()) {
            case PENDING -> watch.isOff(RouteNames.PREPARE) ? "PAUSED" : "";
            case READY -> ready(transfer);
            case UNKNOWN -> unknown(transfer);
            case ACCEPTED ->
                descriptor(transfer).flatMap(PlatformDescriptor::review).isPresent() ? "REVIEW" : "";
            default -> "";
        };
    }

    private String ready(FoundTransfer transfer) {
        if (journeys.log().departures().hold().isPresent()) {
            return "HOLD";
        }
        PlatformResponse platform = watch.platform(transfer.platform()).orElse(null);
        if (platform == null || platform.callable() == null) {
            return "NOT_REACHED";
        }
        if (platform.circuit() == PlatformSwitches.State.PAUSED) {
            return "PAUSED";
        }
        if (transfer.dueAt().isAfter(clock.instant())) {
            return AGREED_WAITS.contains(transfer.reason()) ? "" : "LATER";
        }
        if (platform.circuit() == PlatformSwitches.State.RESTING) {
            return "RESTING";
        }
        if (!platform.callable()) {
            return "NO_KEY";
        }
        return carried.isTo(transfer.platform()) ? "CARRIED" : "";
    }

    private String unknown(FoundTransfer transfer) {
        if (watch.platform(transfer.platform())
                .filter(platform -> platform.circuit() == PlatformSwitches.State.PAUSED)
                .isPresent()) {
            return "PAUSED";
        }
        if (carried.isTo(transfer.platform())) {
            return "CARRIED";
        }
        if (transfer.reason().equals(ReasonCode.RECEIPT_AWAITED.name())) {
            return "LAID_DOWN";
        }
        return descriptor(transfer)
                .map(descriptor -> descriptor.redelivery().name())
                .orElse("MANUAL");
    }

    private Optional<PlatformDescriptor> descriptor(FoundTransfer transfer) {
        return journeys.parts().platforms().find(transfer.platform()).map(access -> access.platform()
                .descriptor());
    }
}
