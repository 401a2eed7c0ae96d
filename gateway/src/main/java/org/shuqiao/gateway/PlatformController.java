package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceiptResult;
import org.shuqiao.routes.steps.ReceivedReceipts;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The door for platforms. They have no API keys: what they send is signed. */
@RestController
@Tag(name = "Platforms", description = "For platforms: send receipts")
class PlatformController {
    private final Journeys journeys;
    private final PlatformBodies bodies;

    PlatformController(Journeys journeys, PlatformBodies bodies) {
        this.journeys = journeys;
        this.bodies = bodies;
    }

    /** Answered only after the receipts are in the ledger. */
    record Receipts(List<ReceiptResult> results) {}

    @PostMapping(path = "/platform/v1/{platform}/receipts", consumes = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements
    @Operation(
            summary = "Send receipts that come after the answer to a push",
            description =
                    "At most 500, in any order, as often as it takes: each is verified by itself, and the answer says of"
                            + " each in order what became of it. A receipt whose signature does not hold changes nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples =
                                    @ExampleObject(
                                            """
                                            {"receipts":[{"receipt":"(Base64)","signature":"(Base64)"}]}""")))
    @ApiResponse(responseCode = "200", description = "What became of each receipt")
    @ApiResponse(responseCode = "400", description = "No list of at most 500 receipts", content = @Content)
    @ApiResponse(responseCode = "404", description = "Not a platform that sends receipts", content = @Content)
    Receipts receive(@PathVariable String platform, HttpServletRequest request) throws IOException {
        return new Receipts(bodies.with(
                request, Limits.RECEIPTS_BYTES, body -> journeys.receive(new ReceivedReceipts(platform, body))));
    }
}
