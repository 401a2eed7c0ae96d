package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.AccountLedger;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts of people at the console. */
@RestController
@RequestMapping("/api/v1/admin/accounts")
@Tag(name = "Administration", description = "Centers, API keys and accounts")
public class AccountController {
    private final Accounts accounts;

    AccountController(Accounts accounts) {
        this.accounts = accounts;
    }

    /**
     * @param center USCI, for role {@code CENTER} only
     * @param holder the person who will have it, by name or staff number; for every other role
     */
    public record NewAccount(String name, ApiKeys.Role role, @Nullable String center, @Nullable String holder) {}

    /** @param password for one sign-in, shown this once */
    public record NewPassword(String keyId, String name, String password) {}

    /** Where an account stands. */
    public enum State {
        OPEN,
        MUST_CHANGE,
        SHUT,
        LOCKED,
        REVOKED
    }

    /**
     * @param state {@code SHUT} after too many attempts, {@code shutUntil} until when; {@code LOCKED} by an administrator
     * @param signedInAt last; null for nobody yet
     */
    public record Account(
            String keyId,
            String name,
            String role,
            @Nullable String center,
            @Nullable String holder,
            State state,
            @Nullable Instant shutUntil,
            @Nullable Instant signedInAt,
            Instant createdAt) {

        static Account of(AccountLedger.Account row) {
            return new Account(
                    row.keyId(),
                    row.name(),
                    row.role(),
                    row.center(),
                    row.holder(),
                    state(row),
                    row.shutUntil(),
                    row.signedInAt(),
                    row.createdAt());
        }

        private static State state(AccountLedger.Account row) {
            if (row.revoked()) {
                return State.REVOKED;
            }
            if (row.locked()) {
                return State.LOCKED;
            }
            if (row.shutUntil() != null) {
                return State.SHUT;
            }
            return row.mustChange() ? State.MUST_CHANGE : State.OPEN;
        }
    }

    @GetMapping
    @Operation(summary = "Accounts, by name", description = "At most " + Accounts.LISTED + ".")
    public List<Account> list() {
        return list("", Accounts.LISTED);
    }

    /** @param after key of the account behind which to go on; empty for the first */
    public List<Account> list(String after, int most) {
        return accounts.list(after, most).stream().map(Account::of).toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Open an account; its password is shown this once and is good for one sign-in")
    @ApiResponse(responseCode = "409", description = "The name is taken", content = @Content)
    public NewPassword open(
            @RequestBody NewAccount account, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Accounts.Opened opened = accounts.open(
                Members.text(account.name(), "name"),
                Members.required(account.role(), "role"),
                account.center(),
                account.holder(),
                caller.keyId());
        return new NewPassword(opened.keyId(), opened.name(), opened.password());
    }

    @PostMapping("/{keyId}/password")
    @Operation(
            summary = "Give an account a new password for one sign-in; its sessions end",
            description = "It is shown this once. Also ends a lock-out after too many attempts, but no lock.")
    public NewPassword reset(
            @PathVariable String keyId, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Accounts.Opened reset = accounts.resetPassword(keyId, caller.keyId());
        return new NewPassword(reset.keyId(), reset.name(), reset.password());
    }

    @PostMapping("/{keyId}/lock")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Lock an account: its sessions end, and nobody signs in")
    public void lock(
            @PathVariable String keyId,
            @RequestBody Reason reason,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        accounts.lock(keyId, reason.text(), caller.keyId());
    }

    @PostMapping("/{keyId}/unlock")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Unlock an account, also after too many attempts")
    public void unlock(
            @PathVariable String keyId,
            @RequestBody Reason reason,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        accounts.unlock(keyId, reason.text(), caller.keyId());
    }

    @DeleteMapping("/{keyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End an account for good")
    public void revoke(
            @PathVariable String keyId, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        accounts.revoke(keyId, caller.keyId());
    }
}
