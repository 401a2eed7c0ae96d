package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Data-sharing agreements that are in force: suspend, resume. */
@RestController
@RequestMapping("/api/v1/agreements")
@Tag(name = "Agreements", description = "数据使用协议: countersigned, versioned, decided on for every transfer")
public class AgreementController {
    private final Journeys journeys;
    private final AgreementLedger ledger;

    AgreementController(Journeys journeys) {
        this.journeys = journeys;
        this.ledger = journeys.ledger().agreements();
    }

    record Entry(String id, int version, String hash, String status, String center, String platform) {}

    public record Change(String reason) {}

    /** @param suspendedAt time of the suspension that was looked at, as its event has it; left out, whichever there is is ended */
    public record Resumption(String reason, @Nullable Instant suspendedAt) {}

    /** @param status {@code draining} until nothing is being sent under it, then {@code acknowledged} */
    public record Changed(String id, String state, String status, int sending) {}

    @GetMapping
    @Operation(summary = "List every version of every agreement that was not withdrawn")
    List<Entry> all() {
        return journeys.ledger().agreementHistory().all().stream()
                .map(a -> new Entry(a.id(), a.version(), a.hash(), a.state().name(), a.center(), a.platform()))
                .toList();
    }

    @PostMapping("/{id}/suspend")
    @Operation(
            summary = "Suspend at once; transfers wait",
            description = "Repeating it changes nothing, and says how many transfers are still being sent.")
    public Changed suspend(
            @PathVariable String id,
            @RequestBody Change change,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        String reason = Members.text(change.reason(), "reason");
        int sending = ledger.change(id, AgreementState.ACTIVE, AgreementState.SUSPENDED, caller.keyId(), reason)
                .orElseGet(() -> sendingUnderSuspended(id));
        journeys.agreements().book().refresh();
        return changed(id, AgreementState.SUSPENDED, sending);
    }

    private int sendingUnderSuspended(String id) {
        return ledger.current(id)
                .filter(current -> current.state() == AgreementState.SUSPENDED)
                .map(suspended -> ledger.sending(id))
                .orElseThrow(AgreementController::wrongState);
    }

    @PostMapping("/{id}/resume")
    @Operation(
            summary = "Resume, as another person than who suspended it; waiting transfers are prepared anew",
            description =
                    "With `suspendedAt`, nothing is done where it was suspended again since (`CHANGED_MEANWHILE`).")
    public Changed resume(
            @PathVariable String id,
            @RequestBody Resumption resumption,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        int sending = journeys.agreements()
                .office()
                .resume(id, resumption.suspendedAt(), Members.text(resumption.reason(), "reason"), caller.keyId())
                .orElseThrow(AgreementController::wrongState);
        return changed(id, AgreementState.ACTIVE, sending);
    }

    private static Changed changed(String id, AgreementState state, int sending) {
        return new Changed(id, state.name(), sending > 0 ? "draining" : "acknowledged", sending);
    }

    private static Failure wrongState() {
        return new Failure(FailureCode.WRONG_STATE, Map.of("what", "agreement"));
    }
}
