package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.DutyClosingLedger;
import org.shuqiao.routes.ledger.DutyClosingLedger.Duty;
import org.shuqiao.routes.ledger.DutyLedger;
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

/** What agreements still want done after transfers. */
@RestController
@RequestMapping("/api/v1/ops/duties")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
public class DutyController {
    private static final int PAGE = 200;

    private final DutyLedger ledger;
    private final DutyClosingLedger closings;

    DutyController(Journeys journeys) {
        this.ledger = journeys.ledger().duties();
        this.closings = journeys.ledger().dutyClosings();
    }

    /**
     * @param duty {@code STOP_AND_DELETE}, {@code RETENTION}, {@code RECEIPT_WITHIN}, {@code NOTIFY} or {@code DELETE_AFTER}: the consumer
     *     must have deleted its copy
     * @param dueAt null where it waits for something else than a time
     * @param actedAt when the gateway did its part; what is open then is the platform's, or a person's
     * @param breachedAt when it was found not to be kept in time; null where it was not
     * @param takenDownBy the submission that takes it down; null where the platform cannot be told, and a person has to
     * @param takeDownState of its transfer
     */
    public record OpenDuty(
            UUID transferId,
            String agreement,
            int agreementVersion,
            String duty,
            @Nullable Instant dueAt,
            @Nullable Instant actedAt,
            @Nullable Instant breachedAt,
            @Nullable UUID takenDownBy,
            @Nullable String takeDownState) {

        static OpenDuty of(DutyLedger.Open open) {
            return new OpenDuty(
                    open.transfer(),
                    open.agreement(),
                    open.version(),
                    open.duty().name(),
                    open.dueAt(),
                    open.actedAt(),
                    open.breachedAt(),
                    open.takenDownBy(),
                    open.takeDownState() == null ? null : open.takeDownState().name());
        }
    }

    @GetMapping
    @Operation(
            summary = "What agreements still want done after transfers",
            description =
                    "What a revocation demands and is not done, receipts that are late and copies that consumers must have deleted, oldest transfer first; `after` is the last transfer of the page before.")
    public List<OpenDuty> open(
            @RequestParam(required = false) @Nullable UUID after, @RequestParam(defaultValue = "100") int limit) {
        return ledger.open(after, Math.max(1, Math.min(limit, PAGE))).stream()
                .map(OpenDuty::of)
                .toList();
    }

    /** @param proofHash SM3 of what shows that the consumer's copy is gone */
    public record DutyClosing(String agreement, Duty duty, String proofHash, String reason) {}

    @PostMapping("/{transferId}/closing")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Close a duty that was left to a person",
            description =
                    "For security officers. `duty` is `DELETE_AFTER` or `STOP_AND_DELETE`, `proofHash` the SM3 of what shows that the"
                            + " consumer's copy is gone. Not while a take-down is on its way.")
    @ApiResponse(
            responseCode = "409",
            description = "The duty is not open, or not left to a person",
            content = @Content)
    public void close(
            @PathVariable UUID transferId,
            @RequestBody DutyClosing closing,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        String agreement = Members.text(closing.agreement(), "agreement");
        Duty duty = Members.required(closing.duty(), "duty");
        byte[] proof = Members.sm3(closing.proofHash(), "proofHash");
        String reason = Members.text(closing.reason(), "reason");
        if (!closings.close(transferId, agreement, duty, proof, reason, caller.keyId())) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "duty", "needs", "open, for a person"));
        }
    }
}
