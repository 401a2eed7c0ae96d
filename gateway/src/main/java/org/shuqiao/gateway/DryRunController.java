package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Foreseen;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceivedBody;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** A center asks what would become of a record before it hands it in. */
@RestController
@Tag(name = "Submissions")
public class DryRunController {
    private final Journeys journeys;
    private final Datasets datasets;
    private final Reasons reasons;

    DryRunController(Journeys journeys, Datasets datasets, Reasons reasons) {
        this.journeys = journeys;
        this.datasets = datasets;
        this.reasons = reasons;
    }

    @PostMapping(path = "/api/v1/submissions/{dataset}/dry-run", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "See what would be permitted, masked or refused, for each platform; nothing is stored",
            description =
                    "The record goes through the same checks as one that is handed in, up to the signature: the same problems"
                            + " where it is not a record of the dataset, the same decision with every agreement that was"
                            + " considered, the same masking, the same search for residue. Its pseudonyms are not those that the"
                            + " platform would get. Neither its key nor its version is used up.")
    @ApiResponse(responseCode = "200", description = "What would become of it, for each platform of the dataset")
    @ApiResponse(responseCode = "422", description = "Violations of the dataset's rules", content = @Content)
    DryRunResponse dryRun(
            @PathVariable String dataset,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale,
            HttpServletRequest request)
            throws IOException {
        known(dataset);
        return dryRun(dataset, Bodies.read(request, Limits.RECORD_BYTES), caller, locale);
    }

    private Dataset known(String dataset) {
        return datasets.find(dataset).orElseThrow(() -> new Failure(FailureCode.UNKNOWN_DATASET));
    }

    /**
     * Foresees one record, by whichever door it came.
     *
     * @throws Failure for everything that can be wrong with it
     */
    public DryRunResponse dryRun(String dataset, byte[] body, ApiKeys.Caller caller, Locale locale) {
        Dataset known = known(dataset);
        List<Foreseen> foreseen = journeys.dryRun(new ReceivedBody(caller.ownCenter(), dataset, null, body));
        return DryRunResponse.of(foreseen, known, reasons, locale);
    }
}
