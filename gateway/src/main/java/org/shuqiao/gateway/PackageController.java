package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.PackageLedger;
import org.shuqiao.routes.offline.Packages;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.HttpHeaders;
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

/** Packages that people carry to platforms, for a security officer. */
@RestController
@RequestMapping("/api/v1/ops/packages")
@Tag(name = "Packages", description = "For security officers: packages that people carry to a platform")
public class PackageController {
    private final Packages packages;
    private final BatchSlots downloads = new BatchSlots(2, 1);

    PackageController(Journeys journeys) {
        this.packages = journeys.packages();
    }

    public record PackageOrder(String platform) {}

    /** @param transfers how many are in it */
    public record MadePackage(UUID id, String platform, String madeBy, Instant madeAt, int transfers) {
        static MadePackage of(PackageLedger.Made made) {
            return new MadePackage(made.id(), made.platform(), made.madeBy(), made.madeAt(), made.transfers());
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Make a package of what waits for a platform",
            description =
                    "Making it sends: agreements are decided again, quotas count, and what is in it is UNKNOWN until a paper of the"
                            + " platform is entered and confirmed.")
    @ApiResponse(responseCode = "409", description = "Nothing may leave for this platform now", content = @Content)
    public MadePackage make(
            @RequestBody PackageOrder order, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        UUID id = packages.make(Members.text(order.platform(), "platform"), caller.keyId());
        return MadePackage.of(packages.find(id).made());
    }

    @GetMapping
    @Operation(
            summary = "Packages of a platform, newest first",
            description = "`before` is the last id of the page before.")
    public List<MadePackage> list(
            @RequestParam String platform, @RequestParam(required = false) @Nullable UUID before) {
        return packages.list(platform, before, Limits.PACKAGES_SHOWN).stream()
                .map(MadePackage::of)
                .toList();
    }

    @GetMapping(path = "/{id}/archive", produces = "application/zip")
    @Operation(
            summary = "Take a package, to be printed, bound and burnt",
            description =
                    "Always the same bytes, made from the ledger; SM3SUMS in it is for `sm3sum -c`. Who takes it stands in the log.")
    @ApiResponse(responseCode = "404", description = "Unknown, or a payload in it was deleted", content = @Content)
    public void archive(
            @PathVariable UUID id,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletResponse response) {
        downloads.enter(caller.keyId());
        try {
            response.setContentType("application/zip");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"package-" + id + ".zip\"");
            response.setHeader("X-Content-Type-Options", "nosniff");
            packages.write(id, caller.keyId(), response.getOutputStream());
        } catch (IOException cut) {
            throw new BrokenOff(new UncheckedIOException(cut));
        } catch (RuntimeException fault) {
            if (response.isCommitted()) {
                throw new BrokenOff(fault);
            }
            response.reset();
            throw fault;
        } finally {
            downloads.leave(caller.keyId());
        }
    }
}
