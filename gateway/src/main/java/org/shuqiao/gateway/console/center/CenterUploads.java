package org.shuqiao.gateway.console.center;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.shuqiao.gateway.AttachmentController;
import org.shuqiao.gateway.BatchController;
import org.shuqiao.gateway.ProblemAdvice;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.routes.failures.Failure;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes files that a person drops on a page: records, and what records name. The page's script reads the answers, so they are data. */
@Hidden
@RestController
class CenterUploads {
    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";

    private final CenterDesk desk;
    private final RecordForms forms;
    private final BatchController batches;
    private final AttachmentController attachments;
    private final ProblemAdvice problems;

    CenterUploads(
            CenterDesk desk,
            RecordForms forms,
            BatchController batches,
            AttachmentController attachments,
            ProblemAdvice problems) {
        this.desk = desk;
        this.forms = forms;
        this.batches = batches;
        this.attachments = attachments;
        this.problems = problems;
    }

    /**
     * Answers as a batch over the API does: a line of JSON for each line that is not blank, each after its commit; with
     * {@code repeated} for what was accepted before.
     */
    @PostMapping(
            path = "/center/submit/{dataset}/file",
            consumes = {CSV, NDJSON})
    void take(
            @PathVariable String dataset,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        RecordShape shape = desk.offered(dataset);
        boolean isCsv = String.valueOf(request.getContentType()).startsWith(CSV);
        batches.submitFile(
                dataset,
                user.caller(),
                locale,
                isCsv
                        ? new CsvLines(
                                request.getInputStream(), shape, forms.writer(), forms.given(shape, user.caller()))
                        : request.getInputStream(),
                response);
    }

    /** The file itself is the body; its answer says by which SM3 a record names it. */
    @PostMapping("/center/attachments")
    ResponseEntity<AttachmentController.OwnAttachment> attach(
            @AuthenticationPrincipal ConsoleUser user, Locale locale, HttpServletRequest request) throws IOException {
        return attachments.upload(user.caller(), locale, request);
    }

    @ExceptionHandler(Failure.class)
    ResponseEntity<ProblemDetail> told(Failure failure, Locale locale) {
        return problems.failure(failure, locale);
    }
}
