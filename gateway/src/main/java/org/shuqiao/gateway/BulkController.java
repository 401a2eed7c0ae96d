package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.BulkLedger;
import org.shuqiao.routes.ledger.ParkedLedger.Action;
import org.shuqiao.routes.ledger.TransferFilter;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.steps.Limits;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What operators decide about many parked transfers at once. */
@RestController
@RequestMapping("/api/v1/ops/transfers/bulk")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
public class BulkController {
    private final BulkLedger bulk;

    BulkController(Journeys journeys) {
        this.bulk = journeys.ledger().bulk(Limits.BULK_TOKEN);
    }

    /**
     * @param dryRun true counts, and gives the token that doing it needs
     * @param token of the count; left out in a dry run
     */
    public record Bulk(
            Action action,
            TransferController.@Nullable Filter filter,
            @Nullable Boolean dryRun,
            @Nullable String token,
            @Nullable String reason) {}

    /**
     * @param matched transfers that were counted
     * @param changed transfers that were acted on since
     * @param done false where the same call goes on with the rest
     */
    public record BulkAnswer(long matched, long changed, boolean done, String token) {}

    @PostMapping
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
    public BulkAnswer bulk(
            @RequestBody Bulk act, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
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
}
