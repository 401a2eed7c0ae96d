package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.UseReportLedger;
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

/** Reports that consumers owe on what they did with data. */
@RestController
@RequestMapping("/api/v1/ops/duties/use-reports")
@Tag(name = "Operations", description = "Routes, platforms and transfers, for operators")
public class UseReportController {
    private static final int PAGE = 200;

    private final UseReportLedger ledger;
    private final Clock clock;

    UseReportController(Journeys journeys, Clock clock) {
        this.ledger = journeys.ledger().useReports();
        this.clock = clock;
    }

    /**
     * @param period counted from 1 for each agreement
     * @param toldAt when the center was told that it is overdue; null where it was not
     */
    public record OwedReport(
            String agreement,
            int agreementVersion,
            int period,
            String center,
            String platform,
            Instant from,
            Instant dueAt,
            boolean overdue,
            @Nullable Instant toldAt) {

        static OwedReport of(UseReportLedger.Owed owed, Instant now) {
            return new OwedReport(
                    owed.agreement(),
                    owed.version(),
                    owed.period(),
                    owed.center(),
                    owed.platform(),
                    owed.from(),
                    owed.dueAt(),
                    owed.dueAt().isBefore(now),
                    owed.toldAt());
        }
    }

    /** @param proofHash SM3 of the report */
    public record ReportClosing(String proofHash, String reason) {}

    @GetMapping
    @Operation(
            summary = "Reports on use that consumers owe",
            description =
                    "By agreement and period, also those that are not due yet; `after` is the last agreement of the page before.")
    public List<OwedReport> owed(
            @RequestParam(required = false) @Nullable String after, @RequestParam(defaultValue = "100") int limit) {
        Instant now = clock.instant();
        String from = Members.searched(after, "after");
        return ledger.open(from, Math.max(1, Math.min(limit, PAGE))).stream()
                .map(owed -> OwedReport.of(owed, now))
                .toList();
    }

    @PostMapping("/{agreement}/{period}/closing")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Close a period for which a report has come",
            description = "For security officers; also before the report is due. `proofHash` is the SM3 of the report.")
    @ApiResponse(responseCode = "409", description = "No report is owed for this period", content = @Content)
    public void close(
            @PathVariable String agreement,
            @PathVariable int period,
            @RequestBody ReportClosing closing,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        byte[] proof = Members.sm3(closing.proofHash(), "proofHash");
        String reason = Members.text(closing.reason(), "reason");
        if (!ledger.close(Members.text(agreement, "agreement"), period, proof, reason, caller.keyId())) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "use report", "needs", "open"));
        }
    }
}
