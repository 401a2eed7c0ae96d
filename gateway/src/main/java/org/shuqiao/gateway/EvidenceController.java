package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.ledger.ExportLedger.Query;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.ExportEvidence;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Evidence of many transfers at once. */
@RestController
@Tag(name = "Evidence", description = "Archives of evidence: all for officers, a center's own for the center")
public class EvidenceController {
    /** An export holds a thread and a connection to the end, however slowly it is read. */
    private static final int EXPORTS_OF_CENTERS = 2;

    private static final int OTHER_EXPORTS = 2;

    private final ExportEvidence export;
    private final KeyOffice keys;
    private final ExportSlots slots = new ExportSlots(EXPORTS_OF_CENTERS, OTHER_EXPORTS);

    EvidenceController(Journeys journeys, CollectEvidence evidence, KeyOffice keys) {
        this.keys = keys;
        this.export = new ExportEvidence(journeys.ledger().exports(Limits.SIGNED_ROWS), evidence, Limits.EXPORT_WITHIN);
    }

    @GetMapping(path = "/api/v1/evidence", produces = "application/zip")
    @Operation(
            summary = "Take the evidence of many transfers as one streamed archive with an index",
            description =
                    "By center, platform, agreement, dataset, field of the dataset, key that signed, state and time of making. A"
                            + " transfer carried a field where its agreement lets that go in some form and it was not stripped; one"
                            + " whose record had left it empty is not told apart."
                            + " Entries are stored, not compressed: evidence-<transfer id>.zip for each transfer that was signed,"
                            + " then index.json. Where its `next` is not null, the query goes on with `after` set to that. An"
                            + " archive that ends without index.json was broken off.")
    public void export(
            @ModelAttribute SignedFilter filter,
            @RequestParam(required = false) @Nullable UUID after,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletResponse response)
            throws IOException {
        Query query = filter.of(ownOnly(caller, filter.center()), keys);
        slots.enter(caller.center());
        try {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence.zip\"");
            export.write(query, after, response.getOutputStream());
        } catch (RuntimeException fault) {
            if (response.isCommitted()) {
                throw new BrokenOff(fault);
            }
            response.reset();
            throw fault;
        } finally {
            slots.leave(caller.center());
        }
    }

    private static @Nullable String ownOnly(ApiKeys.Caller caller, @Nullable String center) {
        if (caller.role() != ApiKeys.Role.CENTER) {
            return center;
        }
        String own = Objects.requireNonNull(caller.center(), "a key of role CENTER has a center");
        if (center != null && !center.equals(own)) {
            throw new Failure(FailureCode.CENTER_MISMATCH);
        }
        return own;
    }
}
