package org.shuqiao.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PlatformAccess;

/**
 * A platform as operators see it.
 *
 * @param pauseReason empty where it is not paused
 * @param circuit OPEN to calls, RESTING after failures in a row, PAUSED by an operator
 * @param circuitOpenUntil until when it rests; null where it does not
 * @param callable whether there is every key that calls of it are signed with; null for a platform that this gateway does not reach
 * @param backlog transfers that were not answered yet, {@code oldest} the first of them; null where there is none
 * @param outstandingReceipts what it has taken and not yet said to have stored
 * @param budget of attempts; null for a platform that this gateway does not reach
 * @param folder in the home of the gateway that is asked, and what is wrong with it; null where it has none
 */
public record PlatformResponse(
        String id,
        boolean paused,
        boolean draining,
        String pauseReason,
        PlatformSwitches.State circuit,
        int consecutiveFailures,
        @Nullable Instant circuitOpenUntil,
        @Nullable Boolean callable,
        long backlog,
        @Nullable Instant oldest,
        Waiting outstandingReceipts,
        @Nullable Budget budget,
        @Nullable FolderStanding folder) {

    /**
     * @param sends how often one transfer may be sent before it is parked
     * @param mostUsed by the open transfer that was sent most often
     * @param ageHours how old a transfer may grow before it is parked
     */
    public record Budget(int sends, int mostUsed, int ageHours) {}

    static PlatformResponse of(
            PlatformState state,
            Optional<PlatformAccess> access,
            List<Open> open,
            @Nullable FolderStanding folder,
            Instant now) {
        Waiting backlog = Backlogs.of(state.id(), open);
        return new PlatformResponse(
                state.id(),
                state.paused(),
                state.draining(),
                state.pauseReason(),
                PlatformSwitches.State.of(state, now),
                state.consecutiveFailures(),
                state.circuitOpenUntil(),
                access.<@Nullable Boolean>map(reached -> reached.canBeCalled(now))
                        .orElse(null),
                backlog.count(),
                backlog.since(),
                Backlogs.outstandingReceipts(state.id(), open),
                access.<@Nullable Budget>map(reached ->
                                budget(reached.platform().descriptor().limits(), state.id(), open))
                        .orElse(null),
                folder);
    }

    private static Budget budget(PlatformDescriptor.Limits limits, String platform, List<Open> open) {
        int mostUsed = open.stream()
                .filter(one -> one.platform().equals(platform) && one.state() != TransferState.PARKED)
                .mapToInt(Open::mostSends)
                .max()
                .orElse(0);
        return new Budget(limits.attempts(), mostUsed, limits.retryAgeHours());
    }
}
