package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.attachments.Attachment;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.ApprovalLedger;
import org.shuqiao.routes.ledger.ApprovalLedger.Answer;
import org.shuqiao.routes.ledger.AttachmentLedger;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
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
import tools.jackson.databind.json.JsonMapper;

/** Transfers whose agreement demands a person's approval, for a security officer, who is never a center's. */
@RestController
@RequestMapping("/api/v1/approvals")
@Tag(
        name = "Approvals",
        description = "For security officers: approve or refuse what an agreement lets leave only with a person's word")
public class ApprovalController {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAGE = 200;

    private final ApprovalLedger ledger;
    private final AttachmentLedger attachments;
    private final AttachmentDownload download = new AttachmentDownload();

    ApprovalController(Journeys journeys) {
        this.ledger = journeys.ledger().approvals();
        this.attachments = journeys.ledger().attachments();
    }

    /** @param payloadHash SM3 of what would leave, which the answer must name */
    public record OpenApproval(
            UUID transferId, String center, String dataset, String platform, Instant askedAt, String payloadHash) {

        static OpenApproval of(ApprovalLedger.Question question) {
            return new OpenApproval(
                    question.transfer(),
                    question.center(),
                    question.dataset(),
                    question.platform(),
                    question.askedAt(),
                    HexFormat.of().formatHex(question.payloadHash()));
        }
    }

    /** @param fileName under which it would leave, which says nothing about it */
    public record ApprovalFile(String fileName, String mediaType, long bytes, String sm3) {

        static ApprovalFile of(Attachment attachment) {
            return new ApprovalFile(
                    attachment.fileName(), attachment.type().mediaType(), attachment.bytes(), attachment.sm3());
        }
    }

    /**
     * @param payload what would leave, masked and in the platform's shape
     * @param file what would leave with it, unmasked; null for most
     */
    public record ApprovalRequest(OpenApproval approval, JsonNode payload, @Nullable ApprovalFile file) {}

    /** @param payloadHash of the payload that was looked at */
    public record ApprovalAnswer(Answer decision, String payloadHash, String reason) {}

    @GetMapping
    @Operation(
            summary = "What waits for an approval, oldest first",
            description = "Where there are more, the header `Link` has the address of the next page.")
    ResponseEntity<List<OpenApproval>> waiting(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "" + PAGE) int limit) {
        return page(cursor, limit).answer("cursor", rows(limit));
    }

    private static int rows(int limit) {
        return Math.max(1, Math.min(limit, PAGE));
    }

    /** What waits for an approval, oldest first. */
    public ListPage<OpenApproval> page(@Nullable String cursor, int limit) {
        int rows = rows(limit);
        return ListPage.cut(ledger.waiting(Cursors.read(cursor), rows + 1), rows, one -> Cursors.write(one.transfer()))
                .map(OpenApproval::of);
    }

    @GetMapping("/{transferId}")
    @Operation(summary = "See exactly what would leave")
    public ApprovalRequest approval(@PathVariable UUID transferId) {
        return ledger.find(transferId)
                .map(shown -> new ApprovalRequest(
                        OpenApproval.of(shown.question()),
                        JSON.readTree(shown.payload()),
                        attachments.of(transferId).map(ApprovalFile::of).orElse(null)))
                .orElseThrow(ApprovalController::unknown);
    }

    @GetMapping("/{transferId}/file")
    @Operation(
            summary = "Read the file that would leave",
            description =
                    "Byte for byte: no gateway can mask a file or find what should not be in it, so this is for people to judge."
                            + " Each look is written into the log, with who looked.")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "*/*"))
    @ApiResponse(responseCode = "404", description = "No file waits to leave with it", content = @Content)
    public void file(
            @PathVariable UUID transferId,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletResponse response) {
        if (ledger.find(transferId).isEmpty()) {
            throw unknown();
        }
        Attachment file = attachments.of(transferId).orElseThrow(AttachmentDownload::unknown);
        attachments.recordLook(transferId, caller.keyId());
        download.send(file, attachments.open(file.sm3(), file.center()), caller.keyId(), response);
    }

    private static Failure unknown() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "approval"));
    }

    @PostMapping("/{transferId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Approve or refuse",
            description =
                    "`decision` is `APPROVE` or `REFUSE`. An approval holds for exactly the payload of this hash; a transfer"
                            + " that is prepared anew with another payload asks again. What is refused is denied for good.")
    @ApiResponse(
            responseCode = "409",
            description = "The transfer does not wait for an approval of this payload",
            content = @Content)
    public void answer(
            @PathVariable UUID transferId,
            @RequestBody ApprovalAnswer answer,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Answer decision = Members.required(answer.decision(), "decision");
        byte[] hash = hash(Members.text(answer.payloadHash(), "payloadHash"));
        String reason = Members.text(answer.reason(), "reason");
        if (!ledger.answer(transferId, hash, decision, caller.keyId(), reason)) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "transfer", "needs", "WAITING DUTY_APPROVAL"));
        }
    }

    private static byte[] hash(String hex) {
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException notHex) {
            throw Members.refused("payloadHash");
        }
    }
}
