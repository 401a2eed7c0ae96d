package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BulkLedger;
import org.shuqiao.routes.ledger.OperatorLedger;
import org.shuqiao.routes.ledger.ParkedLedger.Action;
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
class TransferController {
    private final SearchLedger searches;
    private final ReadLedger reads;
    private final OperatorLedger operations;
    private final BulkLedger bulk;
    private final Departures departures;
    private final Reasons reasons;

    TransferController(Journeys journeys, Reasons reasons) {
        this.reasons = reasons;
        this.searches = journeys.ledger().searches(Limits.SEARCH_ROWS);
        this.reads = journeys.ledger().reads();
        this.operations = journeys.ledger().operations();
        this.bulk = journeys.ledger().bulk(Limits.BULK_TOKEN);
        this.departures = journeys.log().departures();
    }

    /** What is left out is not asked for. */
    record Filter(
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

    /** @param next cursor of the next page, which may be there although this page is not full; null at the end */
    record TransferPage(List<FoundTransfer> transfers, @Nullable String next) {}

    record Reason(String reason) {}

    /**
     * @param dryRun true counts, and gives the token that doing it needs
     * @param token of the count; left out in a dry run
     */
    record Bulk(
            Action action,
            @Nullable Filter filter,
            @Nullable Boolean dryRun,
            @Nullable String token,
            @Nullable String reason) {}

    /**
     * @param matched transfers that were counted
     * @param changed transfers that were acted on since
     * @param done false where the same call goes on with the rest
     */
    record BulkAnswer(long matched, long changed, boolean done, String token) {}

    @GetMapping
    @Operation(
            summary = "Find transfers, newest first",
            description =
                    "By state, reason, platform, center, dataset and time of making (`from` inclusive, `to` exclusive). A page"
                            + " looks at 100,000 transfers at most, so it may be short or empty and still have a `next`.")
    TransferPage transfers(
            @ModelAttribute Filter filter,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Hold hold = departures.hold().orElse(null);
        int rows = Math.max(1, Math.min(limit, Limits.SEARCH_PAGE));
        SearchLedger.Page page = searches.page(filter.checked(), Cursors.read(cursor), rows);
        return new TransferPage(
                page.transfers().stream()
                        .map(found -> FoundTransfer.of(found, hold))
                        .toList(),
                Cursors.write(page.next()));
    }

    @GetMapping("/{id}")
    @Operation(
            summary =
                    "One transfer with its decision, its transforms, its receipt and what reviewing bodies did, without their reasons")
    SubmissionResponse.Transfer transfer(@PathVariable UUID id, @Parameter(hidden = true) Locale locale) {
        return reads.transfer(id)
                .map(found -> SubmissionResponse.Transfer.of(
                                found, departures.hold().orElse(null))
                        .withoutReasonsOfReviews()
                        .explained(reasons, locale))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer")));
    }

    @PostMapping("/{id}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Send a parked transfer again, under the same idempotency key")
    void replay(@PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireParked(operations.replay(id, caller.keyId()));
    }

    @PostMapping("/{id}/abandon")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give a parked transfer up")
    void abandon(
            @PathVariable UUID id,
            @RequestBody Reason reason,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireParked(operations.abandon(id, Members.text(reason.reason(), "reason"), caller.keyId()));
    }

    @PostMapping("/bulk")
    @Operation(
            summary = "Replay or abandon every parked transfer that fits",
            description =
                    "First with `dryRun: true`, which counts and changes nothing; then with the `token` of that answer, the same"
                            + " action and filter, and a reason. Each call acts on 500 at most: repeat it until `done`. What is"
                            + " parked after the count is left alone. A token is good for ten minutes after it was last used.")
    @ApiResponse(
            responseCode = "409",
            description = "Not the token of this action, filter and caller",
            content = @Content)
    BulkAnswer bulk(@RequestBody Bulk act, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Action action = Members.required(act.action(), "action");
        TransferFilter filter = Members.required(act.filter(), "filter").checked();
        if (filter.state() != null && filter.state() != TransferState.PARKED) {
            throw Members.refused("filter.state");
        }
        if (Boolean.TRUE.equals(act.dryRun())) {
            BulkLedger.Plan plan = bulk.plan(action, filter, caller.keyId());
            return new BulkAnswer(plan.matched(), 0, false, plan.id().toString());
        }
        UUID token = Cursors.uuid(Members.text(act.token(), "token"), "token");
        String reason = Members.text(act.reason(), "reason");
        return bulk.step(token, action, filter, reason, caller.keyId(), Limits.BULK_STEP)
                .map(step -> new BulkAnswer(step.matched(), step.changed(), step.done(), token.toString()))
                .orElseThrow(() -> new Failure(
                        FailureCode.WRONG_STATE, Map.of("what", "token", "needs", "a dry run of the same act")));
    }

    private static void requireParked(boolean done) {
        if (!done) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "transfer", "needs", "PARKED"));
        }
    }
}
