package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.OperatorLedger;
import org.shuqiao.routes.ledger.OperatorLedger.PlatformState;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.TransferState;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Hold;
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

/** Watches and steers the flow. */
@RestController
@RequestMapping("/api/v1/ops")
@Tag(name = "Operations", description = "Platforms and transfers, for operators")
class OperatorController {
    private static final int PAGE = 200;

    private final OperatorLedger ledger;
    private final ReadLedger reads;
    private final Departures departures;
    private final Reasons reasons;

    OperatorController(Journeys journeys, Reasons reasons) {
        this.reasons = reasons;
        this.departures = journeys.log().departures();
        this.ledger = journeys.ledger().operations();
        this.reads = journeys.ledger().reads();
    }

    record Pause(String reason) {}

    @GetMapping("/platforms")
    @Operation(summary = "State, circuit and backlog of every platform")
    List<PlatformState> platforms() {
        return ledger.platforms();
    }

    @PostMapping("/platforms/{id}/pause")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Stop sending to a platform; what is accepted for it waits in the ledger")
    void pause(
            @PathVariable String id,
            @RequestBody Pause pause,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireKnown(ledger.pause(id, Members.text(pause.reason(), "reason"), caller.keyId()));
    }

    @PostMapping("/platforms/{id}/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Send again, and close the platform's circuit")
    void resume(@PathVariable String id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireKnown(ledger.resume(id, caller.keyId()));
    }

    @GetMapping("/transfers")
    @Operation(summary = "Newest transfers, of one state or of all")
    List<SubmissionResponse.Transfer> transfers(
            @RequestParam(required = false) @Nullable TransferState state, @Parameter(hidden = true) Locale locale) {
        Hold hold = departures.hold().orElse(null);
        return reads.transfers(state == null ? null : state.name(), PAGE).stream()
                .map(transfer -> SubmissionResponse.Transfer.of(transfer, hold).explained(reasons, locale))
                .toList();
    }

    @PostMapping("/transfers/{id}/replay")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Send a parked transfer again, under the same idempotency key")
    void replay(@PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        if (!ledger.replay(id, caller.keyId())) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "transfer", "needs", "PARKED"));
        }
    }

    private static void requireKnown(boolean known) {
        if (!known) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "platform"));
        }
    }
}
