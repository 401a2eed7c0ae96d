package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.attachments.AttachmentRefused;
import org.shuqiao.routes.attachments.AttachmentType;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AttachmentLedger;
import org.shuqiao.routes.ledger.AttachmentLedger.StoredAttachment;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceiveAttachment;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The files of a center that its records name as proof. They are called by their SM3, and only their own center ever finds them. */
@RestController
@RequestMapping("/api/v1/attachments")
@Tag(name = "Attachments", description = "For centers: the files that proof material names")
public class AttachmentController {
    private final AttachmentLedger ledger;
    private final ReceiveAttachment receive;
    private final MessageSource messages;
    private final BatchSlots uploads =
            new BatchSlots(Limits.ATTACHMENTS_AT_ONCE, Limits.ATTACHMENTS_AT_ONCE_PER_CENTER);
    private final AttachmentDownload download = new AttachmentDownload();

    AttachmentController(Journeys journeys, GatewaySettings settings, Clock clock, MessageSource messages) {
        this.ledger = journeys.ledger().attachments();
        this.receive = new ReceiveAttachment(
                ledger,
                Limits.ATTACHMENTS_PER_CENTER,
                new Uuid7(clock, journeys.parts().random()),
                settings.home().resolve("run"),
                clock);
        this.messages = messages;
    }

    /** @param keptUntil when it is deleted unless a record names it before; null while one does */
    public record OwnAttachment(
            String sm3, long bytes, String mediaType, Instant storedAt, @Nullable Instant keptUntil) {

        static OwnAttachment of(StoredAttachment stored) {
            Instant unused = stored.unusedSince();
            return new OwnAttachment(
                    stored.attachment().sm3(),
                    stored.attachment().bytes(),
                    stored.attachment().type().mediaType(),
                    stored.storedAt(),
                    unused == null ? null : unused.plus(Limits.ATTACHMENT_UNUSED_FOR));
        }
    }

    @PutMapping("/{sm3}")
    @Operation(
            summary = "Upload a file of at most 100 MiB under its SM3",
            description =
                    "PDF, JPEG, PNG, DOCX, XLSX or OFD; `Content-Type` must say which, and what is in the file must be that."
                            + " What is encrypted, has macros, scripts, programs or files in it, or unpacks to far more than it"
                            + " seems is refused, with a `fault`. The same file again changes nothing. What no record has named"
                            + " after 7 days is deleted.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "201", description = "In the ledger")
    @ApiResponse(responseCode = "200", description = "It was there already")
    @ApiResponse(responseCode = "408", description = "It broke off; nothing was stored", content = @Content)
    @ApiResponse(responseCode = "409", description = "The center has too much here", content = @Content)
    @ApiResponse(
            responseCode = "422",
            description = "Not what it was announced as, or no attachment",
            content = @Content)
    ResponseEntity<OwnAttachment> upload(
            @PathVariable String sm3,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            @Parameter(hidden = true) Locale locale,
            HttpServletRequest request)
            throws IOException {
        Members.sm3(sm3, "sm3");
        return take(sm3, caller, locale, request);
    }

    /**
     * Takes a file whose sender does not know its SM3, such as a person's browser, and is told it.
     *
     * @throws Failure for everything that can be wrong with it
     */
    public ResponseEntity<OwnAttachment> upload(ApiKeys.Caller caller, Locale locale, HttpServletRequest request)
            throws IOException {
        return take(null, caller, locale, request);
    }

    private ResponseEntity<OwnAttachment> take(
            @Nullable String sm3, ApiKeys.Caller caller, Locale locale, HttpServletRequest request) throws IOException {
        String center = caller.ownCenter();
        ReceiveAttachment.Announced announced = new ReceiveAttachment.Announced(center, sm3, type(request));
        if (request.getContentLengthLong() > Limits.ATTACHMENT_BYTES) {
            throw ReceiveAttachment.tooLarge();
        }
        uploads.enter(center);
        try {
            ReceiveAttachment.Received received = receive.receive(announced, request.getInputStream());
            return ResponseEntity.status(received.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                    .body(OwnAttachment.of(find(center, received.sm3())));
        } catch (AttachmentRefused refused) {
            String fault = refused.fault().name();
            throw new Failure(
                    FailureCode.ATTACHMENT_REFUSED,
                    Map.of("fault", fault, "message", messages.getMessage("attachment." + fault, null, locale)));
        } finally {
            uploads.leave(center);
        }
    }

    private static AttachmentType type(HttpServletRequest request) {
        if (request.getHeader(HttpHeaders.CONTENT_ENCODING) != null) {
            throw new Failure(FailureCode.MEDIA_TYPE, Map.of("header", HttpHeaders.CONTENT_ENCODING));
        }
        try {
            MediaType type = MediaType.parseMediaType(String.valueOf(request.getContentType()));
            return AttachmentType.of(type.getType() + "/" + type.getSubtype())
                    .orElseThrow(AttachmentController::otherType);
        } catch (InvalidMediaTypeException none) {
            throw otherType();
        }
    }

    private static Failure otherType() {
        return new Failure(FailureCode.MEDIA_TYPE, Map.of("accepted", AttachmentType.mediaTypes()));
    }

    @GetMapping
    @Operation(summary = "List your own, newest first; `after` is the last SM3 of the page before")
    public List<OwnAttachment> attachments(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "50") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        int rows = Math.max(1, Math.min(limit, Limits.ATTACHMENTS_LISTED));
        UUID before = after == null ? null : find(caller.ownCenter(), after).id();
        return ledger.list(caller.ownCenter(), before, rows).stream()
                .map(OwnAttachment::of)
                .toList();
    }

    @GetMapping("/{sm3}")
    @Operation(summary = "Take back a file of your own; with HEAD only whether it is here")
    @ApiResponse(responseCode = "200", content = @Content(mediaType = "*/*"))
    @ApiResponse(responseCode = "404", description = "You have no such file here", content = @Content)
    void download(
            @PathVariable String sm3,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletRequest request,
            HttpServletResponse response) {
        String center = caller.ownCenter();
        StoredAttachment found = find(center, sm3);
        if (request.getMethod().equals("HEAD")) {
            AttachmentDownload.describe(found.attachment(), response);
        } else {
            download.send(found.attachment(), ledger.open(sm3, center), center, response);
        }
    }

    @DeleteMapping("/{sm3}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a file of your own that no record names")
    @ApiResponse(responseCode = "409", description = "A record names it", content = @Content)
    public void delete(
            @PathVariable String sm3, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Members.sm3(sm3, "sm3");
        switch (ledger.delete(caller.ownCenter(), sm3)) {
            case DELETED -> {}
            case IN_USE -> throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "attachment"));
            case UNKNOWN -> throw AttachmentDownload.unknown();
        }
    }

    private StoredAttachment find(String center, String sm3) {
        Members.sm3(sm3, "sm3");
        return ledger.find(center, sm3).orElseThrow(AttachmentDownload::unknown);
    }
}
