package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.shuqiao.mappings.Dataset;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.mappings.platforms.PlatformMapping;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.steps.Foreseen;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceivedBody;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A center sees an item as each platform will show it, before anybody else does. */
@RestController
@Tag(name = "Submissions")
public class PreviewController {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Journeys journeys;
    private final PlatformDirectory platforms;
    private final Datasets datasets;
    private final Reasons reasons;

    PreviewController(Journeys journeys, Datasets datasets, Reasons reasons) {
        this.journeys = journeys;
        this.datasets = datasets;
        this.platforms = journeys.parts().platforms();
        this.reasons = reasons;
    }

    /** @param values in the platform's own words and order; more than one where the field repeats */
    public record ShownField(String label, List<JsonNode> values) {}

    /**
     * @param state READY where it would be shown
     * @param reason why it would not be shown, or not yet; empty where it would be at once
     * @param agreements those that would bind it, by id, version and hash
     * @param fields empty where nothing would be sent
     * @param changes every field of the record before and after; empty where no agreement says what becomes of it
     */
    public record Preview(
            String platform,
            String state,
            String reason,
            String reasonText,
            JsonNode agreements,
            List<ShownField> fields,
            List<BeforeAfter> changes) {}

    @PostMapping(path = "/api/v1/submissions/{dataset}/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "See a record as each platform will show it, after desensitisation; nothing is stored",
            description = "A dry run, told in the platform's own labels and codes, and field by field before and after."
                    + " Pseudonyms and encrypted numbers are not those that the platform would get.")
    @ApiResponse(responseCode = "422", description = "Violations of the dataset's rules", content = @Content)
    List<Preview> preview(
            @PathVariable String dataset,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale,
            HttpServletRequest request)
            throws IOException {
        known(dataset);
        return preview(dataset, Bodies.read(request, Limits.RECORD_BYTES), caller, locale);
    }

    private Dataset known(String dataset) {
        return datasets.find(dataset).orElseThrow(() -> new Failure(FailureCode.UNKNOWN_DATASET));
    }

    /**
     * Foresees one record, by whichever door it came.
     *
     * @throws Failure for everything that can be wrong with it
     */
    public List<Preview> preview(String dataset, byte[] body, ApiKeys.Caller caller, Locale locale) {
        Dataset known = known(dataset);
        return journeys.dryRun(new ReceivedBody(caller.ownCenter(), dataset, null, body)).stream()
                .map(foreseen -> preview(foreseen, JSON.readTree(body), known, locale))
                .toList();
    }

    private Preview preview(Foreseen foreseen, JsonNode record, Dataset dataset, Locale locale) {
        String reason = foreseen.reason() == null ? "" : foreseen.reason().name();
        JsonNode payload = foreseen.payload() == null ? null : JSON.readTree(foreseen.payload());
        PlatformMapping mapping = platforms
                .get(foreseen.platform())
                .platform()
                .mapping(dataset.id())
                .orElseThrow();
        return new Preview(
                foreseen.platform(),
                foreseen.state().name(),
                reason,
                reasons.text(reason, locale),
                JSON.readTree(foreseen.decision()).path("agreements"),
                payload == null ? List.of() : fields(payload, mapping),
                BeforeAfter.of(foreseen, record, payload, dataset, mapping));
    }

    /** A payload in the words and the order of its platform. */
    public static List<ShownField> fields(JsonNode payload, PlatformMapping mapping) {
        List<ShownField> fields = new ArrayList<>();
        Set<String> shown = new HashSet<>();
        for (PlatformMapping.Lineage line : mapping.lineage()) {
            List<JsonNode> values = BeforeAfter.values(payload, line.target());
            // A joined value has a line for each of its fields.
            if (!values.isEmpty() && shown.add(line.target())) {
                fields.add(new ShownField(line.zh(), values));
            }
        }
        return fields;
    }
}
