package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.Hold;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceivedBody;
import org.shuqiao.routes.steps.SealedEvidence;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A center hands in records and sees what became of them. It sees its own and nobody else's. */
@RestController
@Tag(name = "Submissions", description = "For centers: hand in a record, follow it, take its evidence")
class SubmissionController {
    private static final int PAGE = 100;

    private final Journeys journeys;
    private final ReadLedger reads;
    private final CollectEvidence evidence;
    private final Departures departures;

    SubmissionController(Journeys journeys, CollectEvidence evidence) {
        this.journeys = journeys;
        this.reads = journeys.ledger().reads();
        this.evidence = evidence;
        this.departures = journeys.log().departures();
    }

    /** Answered only after the record is in the ledger. */
    record Receipt(
            @Schema(example = "019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a") UUID submissionId,
            @Schema(example = "RECEIVED") String state,
            @Schema(example = "/api/v1/submissions/019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a") String statusUrl) {}

    @PostMapping(path = "/api/v1/submissions/{dataset}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Hand in one record",
            description = "The record is validated whole; a record that fails is answered with every violation, and"
                    + " nothing of it is stored. The same record (center, dataset, record_id, version) with the same"
                    + " bytes gets the first answer again.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples = {
                                @ExampleObject(name = "activity", ref = "#/components/examples/activity"),
                                @ExampleObject(
                                        name = "diagnosis_report",
                                        ref = "#/components/examples/diagnosis_report")
                            }))
    @ApiResponse(responseCode = "202", description = "In the ledger")
    @ApiResponse(responseCode = "400", description = "Not JSON as RFC 8259 and our limits want it", content = @Content)
    @ApiResponse(responseCode = "409", description = "The key was used for other bytes", content = @Content)
    @ApiResponse(responseCode = "422", description = "Violations of the dataset's rules", content = @Content)
    ResponseEntity<Receipt> submit(
            @PathVariable String dataset,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletRequest request)
            throws IOException {
        if (idempotencyKey != null
                && (idempotencyKey.isBlank() || idempotencyKey.length() > Limits.IDEMPOTENCY_KEY_CHARS)) {
            throw new Failure(
                    FailureCode.BAD_REQUEST,
                    Map.of("header", "Idempotency-Key", "maxChars", Limits.IDEMPOTENCY_KEY_CHARS));
        }
        byte[] body = Bodies.read(request, Limits.RECORD_BYTES);
        Accepted accepted = journeys.accept(
                new ReceivedBody(center(caller), dataset, idempotencyKey, body, TraceFilter.traceParent(request)));
        String url = "/api/v1/submissions/" + accepted.submission();
        return ResponseEntity.accepted()
                .location(URI.create(url))
                .body(new Receipt(accepted.submission(), "RECEIVED", url));
    }

    @GetMapping("/api/v1/submissions/{id}")
    @Operation(summary = "See what became of a submission")
    SubmissionResponse submission(
            @PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        return reads.submission(id, center(caller))
                .map(view -> SubmissionResponse.of(view, hold()))
                .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "submission")));
    }

    @GetMapping("/api/v1/submissions")
    @Operation(summary = "List submissions, newest first; `after` is the last id of the page before")
    List<SubmissionResponse> submissions(
            @RequestParam(required = false) @Nullable String dataset,
            @RequestParam(required = false) @Nullable String recordId,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Hold hold = hold();
        int rows = Math.max(1, Math.min(limit, PAGE));
        return reads
                .submissions(
                        center(caller),
                        after,
                        Members.searched(dataset, "dataset"),
                        Members.searched(recordId, "recordId"),
                        rows)
                .stream()
                .map(view -> SubmissionResponse.of(view, hold))
                .toList();
    }

    @GetMapping(path = "/api/v1/transfers/{id}/evidence", produces = "application/zip")
    @Operation(
            summary = "Take the evidence of a transfer: a ZIP that OpenSSL alone can check",
            description =
                    "Its edition is the ETag: the same edition has the same bytes for ever, a later receipt or the"
                            + " time stamp makes a new one.")
    @ApiResponse(responseCode = "409", description = "The log does not prove the statement yet", content = @Content)
    ResponseEntity<byte[]> evidence(
            @PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        SealedEvidence sealed =
                evidence.newest(id, center(caller)).orElseThrow(() -> new Failure(FailureCode.NO_EVIDENCE));
        return ResponseEntity.ok()
                .eTag(sealed.edition())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".zip\"")
                .body(sealed.zip());
    }

    private @Nullable Hold hold() {
        return departures.hold().orElse(null);
    }

    private static String center(ApiKeys.Caller caller) {
        return Objects.requireNonNull(caller.center(), "a key of role CENTER has a center");
    }
}
