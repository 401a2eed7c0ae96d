package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.DutyLedger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What agreements still want done after transfers. */
@RestController
@RequestMapping("/api/v1/ops/duties")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
class DutyController {
    private static final int PAGE = 200;

    private final DutyLedger ledger;

    DutyController(Journeys journeys) {
        this.ledger = journeys.ledger().duties();
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
    record OpenDuty(
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
    List<OpenDuty> open(
            @RequestParam(required = false) @Nullable UUID after, @RequestParam(defaultValue = "100") int limit) {
        return ledger.open(after, Math.max(1, Math.min(limit, PAGE))).stream()
                .map(OpenDuty::of)
                .toList();
    }
}
