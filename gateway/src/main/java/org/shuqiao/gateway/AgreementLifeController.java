package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.agreements.AgreementDiff;
import org.shuqiao.mappings.agreements.AgreementDifference;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.agreements.AgreementDocument;
import org.shuqiao.routes.agreements.AgreementOffice;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AgreementHistoryLedger;
import org.shuqiao.routes.ledger.AgreementLedger;
import org.shuqiao.routes.ledger.AgreementLedger.AgreementState;
import org.shuqiao.routes.ledger.AgreementLedger.StoredAgreement;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The way of a version of an agreement into force, by two officers, and what became of it. */
@RestController
@RequestMapping("/api/v1/agreements")
@Tag(name = "Agreements", description = "数据使用协议: countersigned, versioned, decided on for every transfer")
public class AgreementLifeController {
    private static final String SEEN =
            "Of the content that was looked at: with another there by now, nothing is done (`CHANGED_MEANWHILE`)";

    private final AgreementOffice office;
    private final AgreementHistoryLedger history;
    private final AgreementLedger ledger;
    private final AgreementDiff diff;

    AgreementLifeController(Journeys journeys) {
        this.office = journeys.agreements().office();
        this.history = journeys.ledger().agreementHistory();
        this.ledger = journeys.ledger().agreements();
        this.diff = new AgreementDiff(journeys.parts().datasets());
    }

    /** @param status {@code COUNTERSIGNED} where the document carried both signatures, else {@code DRAFT} */
    public record Drafted(String id, int version, String hash, String status, String center, String platform) {}

    /** @param hash of the content that was looked at; left out, whatever is there is given up */
    public record Withdrawal(String reason, @Nullable String hash) {}

    /** @param versions and events: the newest first */
    public record AgreementStory(String id, List<AgreementVersion> versions, List<AgreementEvent> events) {}

    /** @param validUntil exclusive */
    public record AgreementVersion(
            int version,
            String hash,
            String status,
            String center,
            String platform,
            Instant validFrom,
            Instant validUntil) {}

    /**
     * @param keyId of the officer, or {@code gateway}
     * @param holder of that key
     */
    public record AgreementEvent(
            int version, String event, String keyId, @Nullable String holder, String reason, Instant at) {}

    /** @param text in the language that was asked for */
    public record AgreementChange(
            String pointer, String kind, @Nullable JsonNode before, @Nullable JsonNode after, String text) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Hand in a version as a draft; one that both parties have signed is countersigned at once")
    Drafted draft(HttpServletRequest request, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller)
            throws IOException {
        return draft(Bodies.read(request, AgreementDocument.MAX_BYTES), caller);
    }

    public Drafted draft(byte[] document, ApiKeys.Caller caller) {
        StoredAgreement draft = office.draft(document, caller.keyId());
        return new Drafted(
                draft.id(),
                draft.version(),
                HexFormat.of().formatHex(draft.hash()),
                draft.state().name(),
                draft.center(),
                draft.platform());
    }

    @PostMapping("/{id}/versions/{version}/propose")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Propose a draft; its content stands from now on")
    public void propose(
            @PathVariable String id,
            @PathVariable int version,
            @Parameter(description = SEEN) @RequestParam(required = false) @Nullable String hash,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        office.propose(stored(id), version, hash, caller.keyId());
    }

    @PostMapping(path = "/{id}/versions/{version}/countersign", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Hand in the proposed document with the signatures of both parties")
    void countersign(
            @PathVariable String id,
            @PathVariable int version,
            HttpServletRequest request,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller)
            throws IOException {
        countersign(id, version, Bodies.read(request, AgreementDocument.MAX_BYTES), caller);
    }

    public void countersign(String id, int version, byte[] document, ApiKeys.Caller caller) {
        office.countersign(stored(id), version, document, caller.keyId());
    }

    @PostMapping("/{id}/versions/{version}/activate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary =
                    "Put a countersigned version in force, as another person than who brought it; ends the one before")
    public void activate(
            @PathVariable String id,
            @PathVariable int version,
            @Parameter(description = SEEN) @RequestParam(required = false) @Nullable String hash,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        office.activate(stored(id), version, hash, caller.keyId());
    }

    @PostMapping("/{id}/versions/{version}/withdraw")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give up a version that is not in force yet; its document is deleted")
    public void withdraw(
            @PathVariable String id,
            @PathVariable int version,
            @RequestBody Withdrawal withdrawal,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        String reason = Members.text(withdrawal.reason(), "reason");
        office.withdraw(stored(id), version, withdrawal.hash(), reason, caller.keyId());
    }

    @GetMapping("/{id}")
    @Operation(summary = "Show the versions of an agreement and everything that happened to them")
    public AgreementStory story(@PathVariable String id) {
        List<AgreementVersion> versions = history.versions(stored(id), Limits.AGREEMENT_VERSIONS_SHOWN).stream()
                .map(v -> new AgreementVersion(
                        v.version(),
                        v.hash(),
                        v.state().name(),
                        v.center(),
                        v.platform(),
                        v.validFrom(),
                        v.validUntil()))
                .toList();
        if (versions.isEmpty()) {
            throw unknown();
        }
        List<AgreementEvent> events = history.events(id, Limits.AGREEMENT_EVENTS_SHOWN).stream()
                .map(e -> new AgreementEvent(e.version(), e.event(), e.actor(), e.holder(), e.reason(), e.happenedAt()))
                .toList();
        return new AgreementStory(id, versions, events);
    }

    @GetMapping(path = "/{id}/versions/{version}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Read the document of a version, byte for byte")
    public byte[] document(@PathVariable String id, @PathVariable int version) {
        return documentOf(id, version);
    }

    @GetMapping("/{id}/diff")
    @Operation(summary = "Say in plain words what a version changes")
    public List<AgreementChange> diff(
            @PathVariable String id, @RequestParam int from, @RequestParam int to, Locale locale) {
        boolean chinese = locale.getLanguage().equals(Locale.CHINESE.getLanguage());
        return diff.between(documentOf(id, from), documentOf(id, to)).stream()
                .map(one -> change(one, chinese))
                .toList();
    }

    private static AgreementChange change(AgreementDifference one, boolean chinese) {
        return new AgreementChange(
                one.pointer(), one.kind().name(), one.before(), one.after(), chinese ? one.zh() : one.en());
    }

    private byte[] documentOf(String id, int version) {
        return ledger.find(stored(id), version)
                .filter(known -> known.state() != AgreementState.WITHDRAWN)
                .map(StoredAgreement::document)
                .orElseThrow(AgreementLifeController::unknown);
    }

    /** What cannot be in a row is the id of nothing. */
    private static String stored(String id) {
        if (!Members.isStorable(id)) {
            throw unknown();
        }
        return id;
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "agreement"));
    }
}
