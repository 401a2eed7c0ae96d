package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.JourneyParts;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.Lane;
import org.shuqiao.routes.ledger.OperatorLedger;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.SearchLedger;
import org.shuqiao.routes.ledger.TransferFilter;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Transfers as operators find them, and what they decide about parked ones. */
@RestController
@RequestMapping("/api/v1/ops/transfers")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
public class TransferController {
    private final JourneyParts parts;
    private final SearchLedger searches;
    private final ReadLedger reads;
    private final OperatorLedger operations;
    private final Departures departures;
    private final Reasons reasons;

    TransferController(Journeys journeys, Reasons reasons) {
        this.reasons = reasons;
        this.parts = journeys.parts();
        this.searches = journeys.ledger().searches(Limits.SEARCH_ROWS);
        this.reads = journeys.ledger().reads();
        this.operations = journeys.ledger().operations();
        this.departures = journeys.log().departures();
    }

    /** One transfer as a search finds it; empty where there is none. */
    public Optional<FoundTransfer> find(UUID id) {
        return searches.find(id)
                .map(found -> FoundTransfer.of(found, departures.hold().orElse(null)));
    }

    /** The transfers of a submission; none where there is no such submission. */
    public List<FoundTransfer> ofSubmission(UUID submission) {
        return shown(searches.ofSubmission(submission));
    }

    private List<FoundTransfer> shown(List<SearchLedger.Found> found) {
        Hold hold = departures.hold().orElse(null);
        return found.stream().map(one -> FoundTransfer.of(one, hold)).toList();
    }

    /** What is left out is not asked for. */
    public record Filter(
            @Nullable TransferState state,
            @Nullable String reason,
            @Nullable String platform,
            @Nullable String center,
            @Nullable String dataset,
            @Nullable Instant from,
            @Nullable Instant to) {

        TransferFilter checked() {
            return new TransferFilter(
                    state,
                    Members.searched(reason, "reason"),
                    Members.searched(platform, "platform"),
                    Members.searched(center, "center"),
                    Members.searched(dataset, "dataset"),
                    from,
                    to);
        }
    }

    /**
     * @param next cursor of the next page, which may be there although this page is not full; null at the end
     * @param reached when the oldest transfer was made that was looked at; null at the end
     */
    public record TransferPage(List<FoundTransfer> transfers, @Nullable String next, @Nullable Instant reached) {}

    @GetMapping
    @Operation(
            summary = "Find transfers, newest first",
            description =
                    "By state, reason, platform, center, dataset and time of making (`from` inclusive, `to` exclusive). A page"
                            + " looks at 100,000 transfers at most, so it may be short or empty and still have a `next`.")
    public TransferPage transfers(
            @ModelAttribute Filter filter,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int rows = Math.max(1, Math.min(limit, Limits.SEARCH_PAGE));
        SearchLedger.Page page = searches.page(filter.checked(), Cursors.read(cursor), rows);
        return new TransferPage(shown(page.transfers()), Cursors.write(page.next()), page.reached());
    }

    /** @param recordId exactly as its center wrote it */
    public record NamedRecord(String center, String recordId) {}

    @PostMapping("/of-record")
    @Operation(
            summary = "Find where a record is by the id that its center gave it: its newest transfer to each platform",
            description =
                    "The id comes in the body, since a center may have put anything into it, and is not in the answer.")
    public List<FoundTransfer> ofRecord(@RequestBody NamedRecord named) {
        String center = Members.text(named.center(), "center");
        String recordId = Members.text(named.recordId(), "recordId");
        List<Lane> lanes = parts.datasets().all().stream()
                .flatMap(dataset -> parts.platforms().all().stream()
                        .map(platform -> new Lane(center, dataset.id(), recordId, platform.id())))
                .toList();
        return shown(searches.newest(lanes));
    }

    @GetMapping("/{id}")
    @Operation(
            summary =
                    "One transfer with its decision, its transforms, its receipt and what reviewing bodies did, without their reasons")
    public SubmissionResponse.Transfer transfer(@PathVariable UUID id, @Parameter(hidden = true) Locale locale) {
        return reads.transfer(id)
                .map(found -> SubmissionResponse.Transfer.of(
                                found, departures.hold().orElse(null))
                        .withoutReasonsOfReviews()
                        .explained(reasons, locale))
                .orElseThrow(TransferController::unknown);
    }

    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Send a parked transfer again, under the same idempotency key")
    public void replay(
            @PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireParked(operations.replay(id, caller.keyId()));
    }

    @PostMapping("/{id}/abandon")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give a parked transfer up")
    public void abandon(
            @PathVariable UUID id,
            @RequestBody Reason reason,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireParked(operations.abandon(id, reason.text(), caller.keyId()));
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer"));
    }

    private static void requireParked(boolean done) {
        if (!done) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "transfer", "needs", "PARKED"));
        }
    }
}
