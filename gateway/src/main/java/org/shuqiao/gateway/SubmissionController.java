package org.shuqiao.gateway;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CancelLedger;
import org.shuqiao.routes.ledger.CancelLedger.Cancellation;
import org.shuqiao.routes.ledger.Progress;
import org.shuqiao.routes.ledger.ProgressLedger;
import org.shuqiao.routes.ledger.ReadLedger;
import org.shuqiao.routes.ledger.SubmissionView;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.DeriveNumbers;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A center hands in records and sees what became of them. It sees its own and nobody else's. */
@RestController
@Tag(name = "Submissions", description = "For centers: hand in a record, follow it, take its evidence")
public class SubmissionController {
    static final String PATH = "/api/v1/submissions/{dataset}";
    private static final int PAGE = 100;

    private final Journeys journeys;
    private final ReadLedger reads;
    private final ProgressLedger progress;
    private final CollectEvidence evidence;
    private final Departures departures;
    private final CancelLedger cancellations;
    private final Reasons reasons;
    private final DeriveNumbers numbers;

    SubmissionController(Journeys journeys, CollectEvidence evidence, Reasons reasons, DeriveNumbers numbers) {
        this.numbers = numbers;
        this.journeys = journeys;
        this.reads = journeys.ledger().reads();
        this.progress = journeys.ledger().progress(Limits.SUBMISSIONS_LOOKED_AT, Limits.FIGURE_PATIENCE);
        this.evidence = evidence;
        this.departures = journeys.log().departures();
        this.cancellations = journeys.ledger().cancellations();
        this.reasons = reasons;
    }

    /**
     * Answered only after the record is in the ledger.
     *
     * @param differences of a filed form: numbers that the center's own records do not bear out, empty where all do; absent of
     *     other records, and where nothing could be compared
     */
    public record Receipt(
            @Schema(example = "019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a") UUID submissionId,
            @Schema(example = "RECEIVED") String state,
            @Schema(example = "/api/v1/submissions/019ab2d4-7c11-7d3e-9a55-0c1f2e3d4b5a") String statusUrl,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FiledDifference> differences) {}

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Hand in one record",
            description = "The record is validated whole; a record that fails is answered with every violation, and"
                    + " nothing of it is stored. The same record (center, dataset, record_id, version) with the same"
                    + " bytes gets the first answer again.")
    @RequestBody(required = true, content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE))
    @Parameter(
            name = IdempotencyKeys.HEADER,
            in = ParameterIn.HEADER,
            description =
                    "A name for this call, at most 200 printable characters. The record's own key and this one must name the same"
                            + " submission.")
    @ApiResponse(responseCode = "202", description = "In the ledger")
    @ApiResponse(responseCode = "400", description = "Not JSON as RFC 8259 and our limits want it", content = @Content)
    @ApiResponse(responseCode = "409", description = "The key was used for other bytes", content = @Content)
    @ApiResponse(responseCode = "422", description = "Violations of the dataset's rules", content = @Content)
    ResponseEntity<Receipt> submit(
            @PathVariable String dataset,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletRequest request)
            throws IOException {
        String idempotencyKey = IdempotencyKeys.of(request);
        byte[] body = Bodies.read(request, Limits.RECORD_BYTES);
        Receipt receipt = submit(dataset, idempotencyKey, body, caller, request);
        return ResponseEntity.accepted()
                .location(URI.create(receipt.statusUrl()))
                .body(receipt);
    }

    /**
     * Takes one record, by whichever door it came.
     *
     * @param request to whose trace it belongs
     * @throws Failure for everything that can be wrong with it
     */
    public Receipt submit(
            String dataset,
            @Nullable String idempotencyKey,
            byte[] body,
            ApiKeys.Caller caller,
            HttpServletRequest request) {
        Accepted accepted = journeys.accept(
                new ReceivedBody(caller.ownCenter(), dataset, idempotencyKey, body, TraceFilter.traceParent(request)));
        return new Receipt(
                accepted.submission(),
                "RECEIVED",
                "/api/v1/submissions/" + accepted.submission(),
                dataset.equals(DeriveNumbers.FORMS)
                        ? FiledDifference.of(numbers.differences(caller.ownCenter(), body))
                        : null);
    }

    @GetMapping("/api/v1/submissions/{id}")
    @Operation(summary = "See what became of a submission")
    public SubmissionResponse submission(
            @PathVariable UUID id,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale) {
        return reads.submission(id, caller.ownCenter())
                .map(view -> SubmissionResponse.of(view, hold())
                        .explained(reasons, locale)
                        .compared(
                                view.dataset().equals(DeriveNumbers.FORMS)
                                        ? FiledDifference.of(numbers.differences(caller.ownCenter(), id))
                                        : null))
                .orElseThrow(SubmissionController::notFound);
    }

    @PostMapping("/api/v1/submissions/{id}/cancel")
    @Operation(
            summary = "Take back a submission as far as it has not left",
            description =
                    "Its transfers that wait (PENDING, WAITING, QUARANTINED, READY, PARKED) become SUPERSEDED with the reason"
                            + " CANCELLED, unless they may have arrived before. One that is being sent, or was received, stays"
                            + " what it is, and the answer says so. The key stays used: a corrected record needs a new version.")
    @ApiResponse(responseCode = "409", description = "Nothing of it waits any more", content = @Content)
    public CancelResponse cancel(
            @PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Cancellation cancellation = cancellations
                .cancel(id, caller.ownCenter(), caller.keyId())
                .orElseThrow(SubmissionController::notFound);
        if (!cancellation.isEffective()) {
            throw new Failure(
                    FailureCode.WRONG_STATE,
                    Map.of("what", "submission", "transfers", CancelResponse.transfers(cancellation)));
        }
        return CancelResponse.of(id, cancellation);
    }

    @GetMapping("/api/v1/submissions")
    @Operation(
            summary = "List submissions, newest first; `after` is the last id of the page before",
            description = "Where there are more, the header `Link` has the address of the next page (`rel=\"next\"`).")
    public ResponseEntity<List<SubmissionResponse>> submissions(
            @RequestParam(required = false) @Nullable String dataset,
            @RequestParam(required = false) @Nullable String recordId,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale) {
        Hold hold = hold();
        int rows = Math.max(1, Math.min(limit, PAGE));
        List<SubmissionView> found = reads.submissions(
                caller.ownCenter(),
                after,
                Members.searched(dataset, "dataset"),
                Members.searched(recordId, "recordId"),
                rows + 1);
        return ListPage.cut(found, rows, last -> last.id().toString())
                .map(view -> SubmissionResponse.of(view, hold).explained(reasons, locale))
                .answer("after", rows);
    }

    /**
     * Some of what a center has handed in.
     *
     * @param next where the page after this one begins; null where there is none
     * @param reached when the oldest came that was looked at; null where all were
     */
    public record Found(List<SubmissionResponse> submissions, @Nullable UUID next, @Nullable Instant reached) {}

    /**
     * Those of which something has come that far, newest first.
     *
     * @param dataset null for every dataset; {@code recordId} likewise
     * @param after where the page before this one has ended; null for the first
     */
    public Found submissions(
            Progress reached,
            @Nullable String dataset,
            @Nullable String recordId,
            @Nullable UUID after,
            int rows,
            ApiKeys.Caller caller,
            Locale locale) {
        Hold hold = hold();
        ProgressLedger.Asked asked = new ProgressLedger.Asked(
                caller.ownCenter(),
                reached,
                Members.searched(dataset, "dataset"),
                Members.searched(recordId, "recordId"));
        ProgressLedger.Page page = progress.page(asked, after, rows);
        return new Found(
                page.submissions().stream()
                        .map(view -> SubmissionResponse.of(view, hold).explained(reasons, locale))
                        .toList(),
                page.next(),
                page.reached());
    }

    @GetMapping(path = "/api/v1/transfers/{id}/evidence", produces = "application/zip")
    @Operation(
            summary = "Take the evidence of a transfer: a ZIP that OpenSSL alone can check",
            description =
                    "Its edition is the ETag: the same edition has the same bytes for ever, a later receipt or the"
                            + " time stamp makes a new one.")
    @ApiResponse(responseCode = "409", description = "The log does not prove the statement yet", content = @Content)
    public ResponseEntity<byte[]> evidence(
            @PathVariable UUID id, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        SealedEvidence sealed =
                evidence.newest(id, caller.ownCenter()).orElseThrow(() -> new Failure(FailureCode.NO_EVIDENCE));
        return ResponseEntity.ok()
                .eTag(sealed.edition())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".zip\"")
                .body(sealed.zip());
    }

    private @Nullable Hold hold() {
        return departures.hold().orElse(null);
    }

    private static Failure notFound() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "submission"));
    }
}
