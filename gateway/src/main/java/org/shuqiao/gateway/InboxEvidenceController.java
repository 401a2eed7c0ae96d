package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.CollectEvidence;
import org.shuqiao.routes.steps.SealedEvidence;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Evidence of what came back. A center gets that of its own messages and of nobody else's. */
@RestController
@Tag(name = "Inbox")
public class InboxEvidenceController {
    private final CollectEvidence evidence;

    InboxEvidenceController(CollectEvidence evidence) {
        this.evidence = evidence;
    }

    @GetMapping(path = "/api/v1/inbox/{messageId}/evidence", produces = "application/zip")
    @Operation(
            summary = "Take the evidence of a message: a ZIP that OpenSSL alone can check",
            description = "Its edition is the ETag: the same edition has the same bytes for ever. Once the payload was"
                    + " deleted, the evidence proves the deletion in its place.")
    @ApiResponse(responseCode = "409", description = "The log does not prove the message yet", content = @Content)
    public ResponseEntity<byte[]> evidence(
            @PathVariable UUID messageId, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        SealedEvidence sealed = evidence.ofMessage(messageId, caller.ownCenter())
                .orElseThrow(() -> new Failure(FailureCode.NO_EVIDENCE));
        return ResponseEntity.ok()
                .eTag(sealed.edition())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + messageId + ".zip\"")
                .body(sealed.zip());
    }
}
