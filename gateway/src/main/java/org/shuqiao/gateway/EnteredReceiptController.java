package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.attachments.AttachmentRefused;
import org.shuqiao.routes.attachments.AttachmentType;
import org.shuqiao.routes.attachments.FileInspector;
import org.shuqiao.routes.attachments.Spool;
import org.shuqiao.routes.attachments.TooLong;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Entered;
import org.shuqiao.routes.ledger.EnteredReceiptLedger.Paper;
import org.shuqiao.routes.ledger.PackageLedger.Scan;
import org.shuqiao.routes.offline.EnterReceipt;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Papers that platforms gave for packages: scanned and entered by one officer, confirmed by another. */
@RestController
@RequestMapping("/api/v1/ops/packages/{packageId}")
@Tag(name = "Packages", description = "For security officers: packages that people carry to a platform")
public class EnteredReceiptController {
    private static final Set<AttachmentType> SCANS =
            EnumSet.of(AttachmentType.PDF, AttachmentType.PNG, AttachmentType.JPEG);
    private static final int REFERENCE_CHARS = 100;

    private final EnterReceipt receipts;
    private final Path folder;
    private final Clock clock;
    private final FileInspector inspector = new FileInspector();
    private final BatchSlots uploads = new BatchSlots(2, 1);

    EnteredReceiptController(Journeys journeys, GatewaySettings settings, Clock clock) {
        this.receipts = journeys.enterReceipt();
        this.folder = settings.home().resolve("run");
        this.clock = clock;
    }

    /** What a paper says; the form in which it was stored, or gave records back. */
    public enum PaperStage {
        STORED,
        REJECTED
    }

    /**
     * @param scan SM3 of its scan, uploaded before
     * @param transfers of the package that it speaks of
     * @param reference number of the paper
     * @param receivedOn its date: not before the day on which the package was made, and not to come
     * @param reasons why it gives them back; with REJECTED at least one
     */
    public record NewPaper(
            String scan,
            PaperStage stage,
            List<UUID> transfers,
            String reference,
            LocalDate receivedOn,
            @Nullable List<String> reasons) {}

    /** @param confirmedBy null while it only waits; nothing has moved then */
    public record EnteredReceipt(
            UUID id,
            String stage,
            List<UUID> transfers,
            String reference,
            LocalDate receivedOn,
            List<String> reasons,
            String scan,
            String enteredBy,
            Instant enteredAt,
            @Nullable String confirmedBy,
            @Nullable Instant confirmedAt) {
        static EnteredReceipt of(Entered entered) {
            Paper paper = entered.paper();
            return new EnteredReceipt(
                    entered.id(),
                    paper.stage(),
                    paper.transfers(),
                    paper.reference(),
                    paper.receivedOn(),
                    paper.reasons(),
                    paper.scan(),
                    entered.enteredBy(),
                    entered.enteredAt(),
                    entered.confirmedBy(),
                    entered.confirmedAt());
        }
    }

    @PutMapping("/scans/{sm3}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Upload the scan of a paper under its SM3: PDF, PNG or JPEG of at most 20 MiB")
    @RequestBody(
            required = true,
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "422", description = "No such scan, or not of this SM3", content = @Content)
    void scan(
            @PathVariable UUID packageId,
            @PathVariable String sm3,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletRequest request)
            throws IOException {
        Members.sm3(sm3, "sm3");
        String unused = take(packageId, sm3, caller, request);
    }

    /**
     * Takes the scan of a paper.
     *
     * @param expected its SM3; null where the sender does not know it
     * @return its SM3
     * @throws Failure BAD_REQUEST where it is another file, or none of a paper; ATTACHMENT_REFUSED; BODY_TOO_LARGE; UPLOAD_BROKEN_OFF
     */
    public String take(UUID packageId, @Nullable String expected, ApiKeys.Caller caller, HttpServletRequest request)
            throws IOException {
        uploads.enter(caller.keyId());
        Instant last = clock.instant().plus(Limits.SCAN_WITHIN);
        try (Spool spool = Spool.in(folder)) {
            String taken =
                    spool.take(request.getInputStream(), new Spool.Bounds(Limits.SCAN_BYTES, () -> clock.instant()
                            .isAfter(last)));
            AttachmentType type = inspector.inspect(spool.file());
            if ((expected != null && !taken.equals(expected)) || !SCANS.contains(type)) {
                throw Members.refused("scan");
            }
            receipts.keep(
                    packageId, new Scan(type.mediaType(), taken, spool.read().readAllBytes()), caller.keyId());
            return taken;
        } catch (TooLong tooLong) {
            throw new Failure(FailureCode.BODY_TOO_LARGE, Map.of("maxBytes", Limits.SCAN_BYTES));
        } catch (Spool.BrokenOff brokenOff) {
            throw new Failure(FailureCode.UPLOAD_BROKEN_OFF);
        } catch (AttachmentRefused refused) {
            throw new Failure(
                    FailureCode.ATTACHMENT_REFUSED,
                    Map.of("fault", refused.fault().name()));
        } finally {
            uploads.leave(caller.keyId());
        }
    }

    @GetMapping("/scans/{sm3}")
    @Operation(summary = "Look at a scan before confirming what was entered of it")
    public ResponseEntity<byte[]> scan(@PathVariable UUID packageId, @PathVariable String sm3) {
        Scan scan = receipts.scan(packageId, sm3);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(scan.mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"scan-" + scan.sm3() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .body(scan.content());
    }

    @PostMapping("/receipts")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Enter what a paper says",
            description =
                    "Nothing moves until another officer has confirmed it. It is the word of two officers about a scan, and nowhere"
                            + " shown as a receipt that the platform has signed.")
    @ApiResponse(
            responseCode = "409",
            description = "A transfer is not in the package, or has a paper that waits",
            content = @Content)
    public EnteredReceipt enter(
            @PathVariable UUID packageId,
            @org.springframework.web.bind.annotation.RequestBody NewPaper paper,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        return EnteredReceipt.of(receipts.enter(packageId, checked(paper), caller.keyId()));
    }

    @GetMapping("/receipts")
    @Operation(summary = "What was entered for a package, oldest first")
    public List<EnteredReceipt> entered(@PathVariable UUID packageId) {
        return receipts.of(packageId).stream().map(EnteredReceipt::of).toList();
    }

    @DeleteMapping("/receipts/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Take back what was entered by mistake, as long as nobody has confirmed it")
    @ApiResponse(responseCode = "409", description = "Confirmed already", content = @Content)
    public void withdraw(
            @PathVariable UUID packageId,
            @PathVariable UUID id,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        receipts.withdraw(packageId, id, caller.keyId());
    }

    @PostMapping("/receipts/{id}/confirm")
    @Operation(summary = "Confirm, as another officer, that the scan says what was entered")
    @ApiResponse(
            responseCode = "409",
            description = "Confirmed already, or entered by the same person",
            content = @Content)
    public EnteredReceipt confirm(
            @PathVariable UUID packageId,
            @PathVariable UUID id,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        return EnteredReceipt.of(receipts.confirm(packageId, id, caller.keyId()));
    }

    private Paper checked(NewPaper paper) {
        Members.sm3(paper.scan(), "scan");
        PaperStage stage = Members.required(paper.stage(), "stage");
        List<UUID> transfers = Members.required(paper.transfers(), "transfers").stream()
                .distinct()
                .toList();
        String reference = plain(paper.reference(), "reference");
        LocalDate receivedOn = Members.required(paper.receivedOn(), "receivedOn");
        List<String> reasons = paper.reasons() == null ? List.of() : paper.reasons();
        if (transfers.isEmpty()) {
            throw Members.refused("transfers");
        }
        if (reference.length() > REFERENCE_CHARS) {
            throw Members.refused("reference");
        }
        // A paper of tomorrow has not come; the day may have begun elsewhere already.
        if (receivedOn.isAfter(clock.instant().atOffset(ZoneOffset.ofHours(8)).toLocalDate())) {
            throw Members.refused("receivedOn");
        }
        boolean gives = stage == PaperStage.REJECTED;
        if (gives == reasons.isEmpty() || reasons.size() > Limits.RETURN_REASONS) {
            throw Members.refused("reasons");
        }
        for (String reason : reasons) {
            if (plain(reason, "reasons").length() > Limits.RETURN_REASON_CHARS) {
                throw Members.refused("reasons");
            }
        }
        return new Paper(paper.scan(), stage.name(), transfers, reference, receivedOn, reasons);
    }

    /** A line as people write it on paper. */
    private static String plain(@Nullable String text, String member) {
        String line = Members.text(text, member);
        if (line.chars().anyMatch(Character::isISOControl)) {
            throw Members.refused(member);
        }
        return line;
    }
}
