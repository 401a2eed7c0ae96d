package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.shuqiao.mappings.Datasets;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Accepted;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceivedBody;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A center hands in many records at once. */
@RestController
@Tag(name = "Submissions")
public class BatchController {
    private static final String NDJSON = "application/x-ndjson";

    private final Journeys journeys;
    private final Datasets datasets;
    private final Problems problems;
    private final JsonMapper json;
    private final Clock clock;
    private final Path folder;
    private final BatchSlots slots = new BatchSlots(Limits.BATCHES_AT_ONCE, Limits.BATCHES_AT_ONCE_PER_CENTER);

    BatchController(
            Journeys journeys,
            Datasets datasets,
            Problems problems,
            JsonMapper json,
            Clock clock,
            GatewaySettings settings) {
        this.journeys = journeys;
        this.datasets = datasets;
        this.problems = problems;
        this.json = json;
        this.clock = clock;
        this.folder = settings.home().resolve("run");
    }

    @PostMapping(path = "/api/v1/submissions/{dataset}/batch", consumes = NDJSON)
    @Operation(
            summary = "Hand in many records, one on each line (NDJSON); each gets a result line of its own",
            description =
                    "At most 100,000 lines and 1 GiB. Each line is a record as in a single submission, with the same rules and"
                            + " the same answer: `{\"line\":1,\"status\":202,\"submissionId\":…}`, or the problem that it would have"
                            + " been. Results come in the order of the lines, each after its commit; a bad line does not stop the"
                            + " others. The first results are sent while the batch still comes in, the others when it has. A result"
                            + " with `restNotRead` is the last: neither its line nor any after it was taken. What was answered 202"
                            + " stays, whatever happens to the connection; sending a batch again gives the same answers.")
    @ApiResponse(responseCode = "200", description = "One result for each line that is not blank", content = @Content)
    @ApiResponse(responseCode = "404", description = "No such dataset", content = @Content)
    @ApiResponse(responseCode = "429", description = "Two batches of this center are being taken", content = @Content)
    void submit(
            @PathVariable String dataset,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        checkHead(request);
        submit(dataset, caller, results(locale, BatchController::taken), request.getInputStream(), response);
    }

    /**
     * Takes the file of a person as a batch. A program that repeats itself gets its first answers again; a person is told, by
     * {@code repeated}, which records were there before.
     *
     * @param body NDJSON
     * @throws Failure where nothing of it is taken
     */
    public void submitFile(
            String dataset, ApiKeys.Caller caller, Locale locale, InputStream body, HttpServletResponse response) {
        Function<Accepted, ObjectNode> taken = accepted -> taken(accepted).put("repeated", accepted.repeated());
        submit(dataset, caller, results(locale, taken), body, response);
    }

    private void submit(
            String dataset,
            ApiKeys.Caller caller,
            BatchIntake.Results results,
            InputStream body,
            HttpServletResponse response) {
        if (datasets.find(dataset).isEmpty()) {
            throw new Failure(FailureCode.UNKNOWN_DATASET);
        }
        String center = caller.ownCenter();
        slots.enter(center);
        try {
            response.setContentType(NDJSON);
            take(dataset, center, results, body, response);
        } catch (IOException fault) {
            throw unlessCommitted(response, new UncheckedIOException(fault));
        } catch (RuntimeException fault) {
            throw unlessCommitted(response, fault);
        } finally {
            slots.leave(center);
        }
    }

    private static void checkHead(HttpServletRequest request) {
        if (request.getHeader(IdempotencyKeys.HEADER) != null) {
            // Each line has a key of its own; one for all of them would say nothing about any.
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("header", IdempotencyKeys.HEADER));
        }
        if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            throw new Failure(FailureCode.MEDIA_TYPE, Map.of("header", HttpHeaders.CONTENT_ENCODING));
        }
    }

    private void take(
            String dataset, String center, BatchIntake.Results results, InputStream body, HttpServletResponse response)
            throws IOException {
        Instant last = clock.instant().plus(Limits.BATCH_WITHIN);
        NdjsonLines lines = new NdjsonLines(
                body, new NdjsonLines.Bounds(Limits.RECORD_BYTES, Limits.BATCH_BYTES, () -> clock.instant()
                        .isAfter(last)));
        try (BatchAnswer answer =
                new BatchAnswer(response.getOutputStream(), Limits.BATCH_ANSWER_BYTES_AT_ONCE, folder)) {
            new BatchIntake(line -> journeys.acceptLine(new ReceivedBody(center, dataset, null, line)), results, answer)
                    .take(lines);
        }
    }

    private BatchIntake.Results results(Locale locale, Function<Accepted, ObjectNode> taken) {
        return new BatchIntake.Results(taken, failure -> problem(failure, locale));
    }

    private static ObjectNode taken(Accepted accepted) {
        return JsonMapper.shared()
                .createObjectNode()
                .put("status", 202)
                .put("submissionId", accepted.submission().toString());
    }

    private ObjectNode problem(Failure failure, Locale locale) {
        ObjectNode problem = json.valueToTree(problems.of(failure, locale));
        problem.remove("type");
        return problem;
    }

    private static RuntimeException unlessCommitted(HttpServletResponse response, RuntimeException fault) {
        if (response.isCommitted()) {
            return new BrokenOff(fault);
        }
        response.reset();
        return fault;
    }
}
