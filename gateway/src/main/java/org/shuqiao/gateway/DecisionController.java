package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.SubmissionView.TransferView;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Why a transfer may leave or may not, step by step. */
@RestController
@Tag(name = "Submissions")
public class DecisionController {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ReadLedger reads;
    private final Reasons reasons;

    DecisionController(Journeys journeys, Reasons reasons) {
        this.reads = journeys.ledger().reads();
        this.reasons = reasons;
    }

    @GetMapping("/api/v1/transfers/{id}/decision")
    @Operation(
            summary = "See how it was decided on a transfer of yours, step by step, with what was compared",
            description = "The newest decision: a transfer that is prepared anew is decided on anew.")
    DecisionTrail decision(
            @PathVariable UUID id,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale) {
        return reads.transfer(id)
                .filter(transfer -> transfer.center().equals(caller.ownCenter()))
                .map(transfer -> trail(transfer, locale))
                .orElseThrow(DecisionController::unknown);
    }

    @GetMapping("/api/v1/ops/transfers/{id}/decision")
    @Operation(summary = "See how it was decided on any transfer, for operators")
    public DecisionTrail anyDecision(@PathVariable UUID id, @Parameter(hidden = true) Locale locale) {
        return reads.transfer(id).map(transfer -> trail(transfer, locale)).orElseThrow(DecisionController::unknown);
    }

    private DecisionTrail trail(TransferView transfer, Locale locale) {
        return DecisionTrail.of(JSON.readTree(transfer.decision()), reasons, locale);
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "transfer"));
    }
}
