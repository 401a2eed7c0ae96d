package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.agreements.RevokeAgreement;
import org.shuqiao.routes.agreements.RevokeAgreement.Revoked;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Ends agreements for good, as they say themselves. */
@RestController
@Tag(name = "Agreements", description = "数据使用协议: countersigned, versioned, decided on for every transfer")
public class RevocationController {
    private final RevokeAgreement revocations;
    private final AgreementBook book;

    RevocationController(Journeys journeys) {
        this.revocations = journeys.agreements().revocations();
        this.book = journeys.agreements().book();
    }

    public record RevokeCommand(@Nullable String reason) {}

    /**
     * @param state of the agreement now
     * @param status {@code noticed} until it takes effect, {@code draining} while something is still being sent, then {@code acknowledged}
     * @param effectiveAt when it takes effect; null once it has
     * @param sending transfers that are being sent
     */
    public record RevokedAgreement(
            String id, String state, String status, @Nullable Instant effectiveAt, int sending) {}

    @PostMapping("/api/v1/agreements/{id}/revoke")
    @Operation(
            summary = "Revoke; repeat the call to see how far it has come",
            description =
                    "Takes effect at the end of the last working day of the notice that the agreement demands, at once where it demands"
                            + " none. To stop at once in any case, suspend. After `acknowledged` nothing leaves under it but take-downs that"
                            + " its revocation clause demands.")
    @ApiResponse(
            responseCode = "409",
            description = "No version is in force, or the notice runs into a year whose working days are not known",
            content = @Content)
    public RevokedAgreement revoke(
            @PathVariable String id,
            @RequestBody RevokeCommand command,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Revoked revoked = revocations.revoke(id, caller.keyId(), Members.text(command.reason(), "reason"));
        book.refresh();
        return new RevokedAgreement(
                id,
                revoked.state().name(),
                revoked.progress().name().toLowerCase(Locale.ROOT),
                revoked.effectiveAt(),
                revoked.sending());
    }
}
