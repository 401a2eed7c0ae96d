package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.WebhookLedger.Webhook;
import org.shuqiao.routes.webhooks.Webhooks;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A center has its messages brought to an address of its own. */
@RestController
@RequestMapping("/api/v1/inbox/webhook")
@Tag(name = "Inbox", description = "For centers: collect what platforms send, in order and at least once")
class WebhookController {
    private final Webhooks webhooks;
    private final MessageSource messages;

    WebhookController(Journeys journeys, MessageSource messages) {
        this.webhooks = journeys.inboxes().webhooks();
        this.messages = messages;
    }

    record Address(@Nullable String url) {}

    /** @param secret the only time that it is seen */
    record Made(String url, String secret) {}

    /**
     * @param deliveredSeq up to which everything was delivered
     * @param failures in a row, since the last delivery
     * @param pausedAt since when nothing is tried any more, until the center resumes it
     * @param nextAt before which nothing is tried
     */
    record State(
            String url,
            Instant createdAt,
            long deliveredSeq,
            @Nullable Instant deliveredAt,
            int failures,
            @Nullable LastFailure lastFailure,
            @Nullable Instant pausedAt,
            Instant nextAt) {}

    /**
     * @param code a stable name
     * @param httpStatus what the center's own server answered, null where no whole answer came
     */
    record LastFailure(String code, String text, @Nullable Integer httpStatus, @Nullable Instant at) {}

    @PutMapping
    @Operation(
            summary = "Set or replace the webhook; its new secret is shown this once",
            description =
                    "Each call is a POST of up to 100 messages in order, signed: X-Shuqiao-Signature is the HMAC-SM3"
                            + " in hexadecimal, under the secret's text, of X-Shuqiao-Timestamp, a line feed and the body. An answer"
                            + " of 2xx within 10 seconds acknowledges them; anything else is tried again, later each time.")
    @ApiResponse(responseCode = "422", description = "An address that is not called", content = @Content)
    Made put(@RequestBody Address address, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        String url = Members.required(address.url(), "url");
        return new Made(url, webhooks.put(center(caller), url));
    }

    @GetMapping
    @Operation(summary = "See how far it was served, and what went wrong")
    State get(Locale locale, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        Webhook webhook = webhooks.find(center(caller)).orElseThrow(WebhookController::none);
        return new State(
                webhook.url(),
                webhook.createdAt(),
                webhook.deliveredSeq(),
                webhook.deliveredAt(),
                webhook.failures(),
                lastFailure(webhook, locale),
                webhook.pausedAt(),
                webhook.nextAt());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End it; the messages stay in the inbox")
    void delete(@Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireKnown(webhooks.delete(center(caller)));
    }

    @PostMapping("/resume")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Try again at once, also after it was paused for its failures")
    void resume(@Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        requireKnown(webhooks.resume(center(caller)));
    }

    private @Nullable LastFailure lastFailure(Webhook webhook, Locale locale) {
        String code = webhook.lastFailure();
        return code == null
                ? null
                : new LastFailure(
                        code,
                        messages.getMessage("webhook." + code, null, locale),
                        webhook.lastStatus(),
                        webhook.failedAt());
    }

    private static void requireKnown(boolean known) {
        if (!known) {
            throw none();
        }
    }

    private static Failure none() {
        return new Failure(FailureCode.NOT_FOUND, Map.of("what", "webhook"));
    }

    private static String center(ApiKeys.Caller caller) {
        return Objects.requireNonNull(caller.center(), "a key of role CENTER has a center");
    }
}
