package org.shuqiao.gateway;

import static java.util.Objects.requireNonNull;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.Usci;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ConsentLedger;
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

/** Consents of enterprises to let something of them be shown, as a center has them in its files. */
@RestController
@RequestMapping("/api/v1/consents")
@Tag(name = "Consents", description = "For centers: whose consent lets an item be shown, and its withdrawal")
public class ConsentController {
    private static final int PAGE = 100;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final ConsentLedger ledger;
    private final Datasets datasets;

    ConsentController(Journeys journeys, Datasets datasets) {
        this.ledger = journeys.ledger().consents();
        this.datasets = datasets;
    }

    /**
     * @param owner USCI of the enterprise that consents
     * @param item record id of the one item that it is for; absent for every item of the dataset that is the owner's
     * @param to exclusive
     */
    public record NewConsent(
            String id, String owner, String dataset, @Nullable String item, Instant from, Instant to) {}

    /** @param withdrawnAt absent while it stands */
    public record Consent(
            String id,
            String owner,
            String dataset,
            @Nullable String item,
            Instant from,
            Instant to,
            @Nullable Instant withdrawnAt) {

        static Consent of(ConsentLedger.Consent consent) {
            return new Consent(
                    consent.id(),
                    consent.owner(),
                    consent.dataset(),
                    consent.item(),
                    consent.from(),
                    consent.until(),
                    consent.withdrawnAt());
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Record a consent; it never changes, only its withdrawal ends it early")
    @ApiResponse(responseCode = "409", description = "There is a consent of this id", content = @Content)
    public Consent record(
            @RequestBody NewConsent consent, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        ConsentLedger.Consent checked = checked(consent);
        if (!ledger.record(caller.ownCenter(), checked, caller.keyId())) {
            throw new Failure(FailureCode.ALREADY_EXISTS, Map.of("what", "consent"));
        }
        return Consent.of(checked);
    }

    private ConsentLedger.Consent checked(NewConsent consent) {
        String dataset = Members.text(consent.dataset(), "dataset");
        if (datasets.find(dataset).flatMap(Dataset::subject).isEmpty()) {
            throw Members.refused("dataset");
        }
        String owner = Members.text(consent.owner(), "owner");
        if (!Usci.isValid(owner)) {
            throw Members.refused("owner");
        }
        Instant from = Members.required(consent.from(), "from");
        Instant to = Members.required(consent.to(), "to");
        if (!to.isAfter(from)) {
            throw Members.refused("to");
        }
        String item = consent.item() == null ? null : id(consent.item(), "item");
        return new ConsentLedger.Consent(id(consent.id(), "id"), owner, dataset, item, from, to, null);
    }

    private static String id(@Nullable String value, String member) {
        String id = Members.text(value, member);
        if (!ID.matcher(id).matches()) {
            throw Members.refused(member);
        }
        return id;
    }

    @GetMapping
    @Operation(summary = "List consents by id; `after` is the last id of the page before")
    public List<Consent> all(
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        String start = requireNonNull(Members.searched(after, "after"));
        return ledger.all(caller.ownCenter(), start, Math.max(1, Math.min(limit, PAGE))).stream()
                .map(Consent::of)
                .toList();
    }

    @PostMapping("/{id}/withdraw")
    @Operation(
            summary = "Withdraw a consent",
            description = "What has not left under it is denied; what is shown under it is taken down.")
    @ApiResponse(responseCode = "409", description = "It was withdrawn before", content = @Content)
    public Consent withdraw(
            @PathVariable String id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        String consent = requireNonNull(Members.searched(id, "id"));
        boolean withdrawn = ledger.withdraw(caller.ownCenter(), consent, caller.keyId());
        Consent now = ledger.find(caller.ownCenter(), consent)
                .map(Consent::of)
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "consent")));
        if (!withdrawn) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "consent"));
        }
        return now;
    }
}
