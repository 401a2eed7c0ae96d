package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.FigureLedger;
import org.shuqiao.routes.ledger.FigureLedger.Open;
import org.shuqiao.routes.ledger.FigureLedger.Unread;
import org.shuqiao.routes.ledger.FigureLedger.Waiting;
import org.shuqiao.routes.ledger.OperatorLedger;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.platforms.FolderStanding;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Watches the flow as a whole, and rests platforms. */
@RestController
@RequestMapping("/api/v1/ops")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
public class OperatorController {
    private final Journeys journeys;
    private final OperatorLedger ledger;
    private final FigureLedger figures;
    private final Clock clock;

    OperatorController(Journeys journeys, Clock clock) {
        this.journeys = journeys;
        this.ledger = journeys.ledger().operations();
        this.figures = journeys.ledger().figures(Limits.FIGURE_PATIENCE);
        this.clock = clock;
    }

    public record Pause(String reason) {}

    /** Transfers of one platform that have been in one state for one reason for too long. */
    public record StuckTransfers(String platform, TransferState state, String reason, long transfers, Instant since) {}

    /**
     * @param departures why nothing may leave this gateway; null where it may
     * @param submissions accepted and not prepared
     * @param leaves without a place in the log; {@code since} is of the oldest
     * @param overdueReports on use, which consumers owe; {@code since} is when the first was due
     * @param unread messages that centers have not collected
     */
    public record Stuck(
            Duration longerThan,
            @Nullable Hold departures,
            List<StuckTransfers> transfers,
            Waiting submissions,
            Waiting leaves,
            Waiting overdueReports,
            Unread unread) {}

    @GetMapping("/platforms")
    @Operation(summary = "State, circuit, backlog, receipts and budget of every platform")
    public List<PlatformResponse> platforms() {
        List<Open> open = figures.open(Limits.STUCK_AFTER);
        Instant now = clock.instant();
        return ledger.platforms().stream()
                .map(state -> PlatformResponse.of(state, access(state.id()), open, folder(state.id()), now))
                .toList();
    }

    private Optional<PlatformAccess> access(String platform) {
        return journeys.parts().platforms().find(platform);
    }

    private @Nullable FolderStanding folder(String platform) {
        return journeys.platformFolders().stream()
                .filter(folder -> folder.platform().equals(platform))
                .findFirst()
                .orElse(null);
    }

    @PostMapping("/platforms/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Stop sending to a platform; what is accepted for it waits in the ledger")
    public void pause(
            @PathVariable String id,
            @RequestBody Pause pause,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireKnown(ledger.pause(id, Members.text(pause.reason(), "reason"), caller.keyId()));
    }

    @PostMapping("/platforms/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Send again, and close the platform's circuit")
    public void resume(
            @PathVariable String id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireKnown(ledger.resume(id, caller.keyId()));
    }

    @GetMapping("/stuck")
    @Operation(
            summary = "What has waited for too long, and why",
            description =
                    "`longerThan` is an ISO-8601 duration, PT15M where it is left out. Receipts that an agreement wanted sooner are listed as RECEIPT_LATE from then on.")
    public Stuck stuck(@RequestParam(required = false) @Nullable Duration longerThan) {
        Duration patience = longerThan == null ? Limits.STUCK_AFTER : longerThan;
        if (patience.isNegative()) {
            throw Members.refused("longerThan");
        }
        List<StuckTransfers> transfers = Stream.concat(figures.open(patience).stream(), figures.late().stream())
                .filter(open -> open.overdue() > 0)
                .map(open ->
                        new StuckTransfers(open.platform(), open.state(), open.reason(), open.overdue(), open.since()))
                .toList();
        return new Stuck(
                patience,
                journeys.log().departures().hold().orElse(null),
                transfers,
                figures.submissions(),
                new Waiting(
                        figures.leaves(), journeys.ledger().log().waitingSince().orElse(null)),
                figures.overdueReports(),
                figures.unread());
    }

    private static void requireKnown(boolean known) {
        if (!known) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform"));
        }
    }
}
