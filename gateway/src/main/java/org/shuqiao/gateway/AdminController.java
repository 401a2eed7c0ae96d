package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Usci;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CenterLedger;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Centers and API keys. */
@RestController
@RequestMapping("/api/v1/admin")
@Tag(name = "Administration", description = "Centers and API keys")
class AdminController {
    private final CenterLedger centers;
    private final ApiKeys keys;

    AdminController(Journeys journeys, ApiKeys keys) {
        this.centers = journeys.ledger().centers();
        this.keys = keys;
    }

    record NewCenter(String usci, String name, String region) {}

    record Label(String label) {}

    /** @param holder the person who will have it, by name or staff number; needed for an officer's */
    record NewKey(ApiKeys.Role role, String label, @Nullable String holder) {}

    /** @param holder the person who has it, by name or staff number */
    record KeyHolder(@Nullable String holder) {}

    @PostMapping("/centers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Register a center")
    NewCenter register(
            @RequestBody NewCenter center, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        if (!Usci.isValid(Members.text(center.usci(), "usci"))) {
            throw Members.refused("usci");
        }
        if (!centers.register(
                center.usci(),
                Members.text(center.name(), "name"),
                Members.text(center.region(), "region"),
                caller.keyId())) {
            throw new Failure(FailureCode.ALREADY_EXISTS, Map.of("what", "center"));
        }
        return center;
    }

    @PostMapping("/centers/{usci}/api-keys")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Issue an API key to a center; it is shown this once")
    ApiKeys.Issued issue(
            @PathVariable String usci,
            @RequestBody Label label,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        return keys.issue(ApiKeys.Role.CENTER, usci, Members.text(label.label(), "label"), null, caller.keyId());
    }

    @PostMapping("/api-keys")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Issue an API key to a person or script of this installation; it is shown this once")
    ApiKeys.Issued issue(
            @RequestBody NewKey key, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        ApiKeys.Role role = Members.required(key.role(), "role");
        if (role == ApiKeys.Role.CENTER) {
            throw Members.refused("role");
        }
        boolean named = key.holder() != null || role == ApiKeys.Role.OFFICER;
        String holder = named ? Members.holder(key.holder()) : null;
        return keys.issue(role, null, Members.text(key.label(), "label"), holder, caller.keyId());
    }

    @PutMapping("/api-keys/{keyId}/holder")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Name the holder of an officer's key that names nobody",
            description =
                    "Keys from before holders were named take no step that needs a second person. Who is named holds the key for good, and what"
                            + " was done with it before counts as done by that person.")
    @ApiResponse(responseCode = "409", description = "The key names its holder already", content = @Content)
    void nameHolder(
            @PathVariable String keyId,
            @RequestBody KeyHolder key,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        centers.nameHolder(keyId, Members.holder(key.holder()), caller.keyId());
    }

    @DeleteMapping("/api-keys/{keyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke an API key")
    void revoke(@PathVariable String keyId, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        keys.revoke(keyId, caller.keyId());
    }
}
