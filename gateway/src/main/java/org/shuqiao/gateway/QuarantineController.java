package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.OperatorLedger;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Transfers in which residue is suspected, for a security officer to judge. */
@RestController
@RequestMapping("/api/v1/quarantine")
@Tag(name = "Quarantine", description = "For security officers: release or withhold what looks like a leak")
class QuarantineController {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 200;

    private final OperatorLedger ledger;

    QuarantineController(Journeys journeys) {
        this.ledger = journeys.ledger().operations();
    }

    /** @param hits kind and place in the payload of each hit, without its value */
    record Suspect(UUID transferId, String center, String dataset, String platform, Instant enteredAt, JsonNode hits) {}

    enum Verdict {
        RELEASE,
        WITHHOLD
    }

    record Judgement(Verdict decision, String reason) {}

    @GetMapping
    @Operation(summary = "What waits for a judgement, oldest first")
    List<Suspect> waiting() {
        return ledger.quarantined(PAGE).stream()
                .map(q -> new Suspect(
                        q.transfer(), q.center(), q.dataset(), q.platform(), q.enteredAt(), JSON.readTree(q.hits())))
                .toList();
    }

    @PostMapping("/{transferId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Release exactly this payload as a false positive, or withhold the transfer for good")
    void judge(
            @PathVariable UUID transferId,
            @RequestBody Judgement judgement,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        boolean release = Members.required(judgement.decision(), "decision") == Verdict.RELEASE;
        String reason = Members.text(judgement.reason(), "reason");
        if (!ledger.judge(transferId, release, caller.keyId(), reason)) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "transfer", "needs", "QUARANTINED"));
        }
    }
}
