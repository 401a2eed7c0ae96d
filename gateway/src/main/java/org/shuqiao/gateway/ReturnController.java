package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.ledger.ReturnReceipt;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReceivedReturn;
import org.shuqiao.routes.steps.VerifySender;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door for what platforms send to centers. They have no API keys: what they send is signed. */
@RestController
@Tag(name = "Platforms", description = "For platforms: send receipts, and what is meant for centers")
class ReturnController {
    private final Journeys journeys;
    private final PlatformBodies bodies;
    private final VerifySender sender;

    ReturnController(Journeys journeys, PlatformBodies bodies, Clock clock) throws CertificateRefused {
        this.journeys = journeys;
        this.bodies = bodies;
        this.sender = new VerifySender(journeys.parts().platforms(), clock);
    }

    /**
     * Our answer to a batch.
     *
     * @param receipt the signed bytes
     * @param signature SM2 with SM3 by this gateway's statement key, DER, user id 1234567812345678
     * @param certificate of that key, DER
     * @param rows those of the receipt, for readers who trust the connection
     */
    record Answer(byte[] receipt, byte[] signature, byte[] certificate, JsonNode rows) {
        static Answer of(ReturnReceipt.Signed signed) {
            JsonNode document = JsonMapper.shared().readTree(signed.document());
            return new Answer(
                    signed.document(), signed.signature(), leaf(signed.signingChain()), document.path("rows"));
        }

        private static byte[] leaf(byte[] chain) {
            try {
                return CertificateChain.parse(chain).leafDer();
            } catch (CertificateRefused ours) {
                throw new IllegalStateException("only chains that were read are stored", ours);
            }
        }
    }

    @PostMapping(path = "/platform/v1/{platform}/{dataset}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @SecurityRequirements
    @Operation(
            summary = "Send records to centers",
            description =
                    "1 to 500 records of one dataset, all for one center, signed as the platform's description says over method, path, time"
                            + " and SM3 of the body. Each row is decided by itself. Answered after everything is committed, with our signed"
                            + " receipt; the same batch again gets the same receipt.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            examples =
                                    @ExampleObject(
                                            """
                                    {"batchId":"b-1","rows":[{"record_id":"YY-1","version":1}]}""")))
    @ApiResponse(responseCode = "200", description = "At least one row was taken, or had been before")
    @ApiResponse(
            responseCode = "409",
            description = "No row was taken, and a slot was full; or the batch id was used before")
    @ApiResponse(responseCode = "422", description = "No row was taken")
    @ApiResponse(
            responseCode = "429",
            description =
                    "Quota or window of the agreement lets the batch in later (NOT_NOW, with Retry-After): nothing was stored, and the same"
                            + " batch may come again then; or too much at once",
            content = @Content)
    @ApiResponse(responseCode = "401", description = "The signature does not hold", content = @Content)
    @ApiResponse(responseCode = "408", description = "The body took longer than 15 seconds", content = @Content)
    @ApiResponse(responseCode = "503", description = "A fault of ours; nothing was stored", content = @Content)
    ResponseEntity<Answer> take(
            @PathVariable String platform,
            @PathVariable String dataset,
            @Parameter(description = "Milliseconds since the epoch, at most ten minutes from now")
                    @RequestHeader(name = "X-Platform-Timestamp", required = false)
                    @Nullable String timestamp,
            @Parameter(description = "Base64") @RequestHeader(name = "X-Platform-Signature", required = false) @Nullable String signature,
            HttpServletRequest request)
            throws IOException {
        Bodies.requireLength(request, Limits.RETURN_BYTES);
        sender.requireHead(new ReceivedReturn(platform, dataset, timestamp, signature, new byte[0], false));
        ReturnReceipt receipt = bodies.with(
                        request,
                        Limits.RETURN_BYTES,
                        body -> journeys.takeReturn(
                                new ReceivedReturn(platform, dataset, timestamp, signature, body, false)))
                .receipt();
        return ResponseEntity.status(receipt.httpStatus()).body(Answer.of(receipt.signed()));
    }
}
