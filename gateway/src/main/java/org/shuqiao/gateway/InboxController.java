package org.shuqiao.gateway;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.inbox.MessageView;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.ledger.InboxLedger.Cursor;
import org.shuqiao.routes.steps.Limits;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A center collects what platforms have sent to it: its own inbox, in order, as often as it likes. */
@RestController
@RequestMapping("/api/v1/inbox")
@Tag(name = "Inbox", description = "For centers: collect what platforms send, in order and at least once")
public class InboxController {
    private final InboxLedger messages;
    private final InboxStreams streams;

    InboxController(Journeys journeys, InboxStreams streams) {
        this.messages = journeys.inboxes().messages();
        this.streams = streams;
    }

    /**
     * @param next the {@code after} of the next page
     * @param lastSeq place of the newest message, 0 for an empty inbox
     * @param ackedSeq up to which the center has acknowledged everything
     */
    public record InboxPage(List<MessageView> messages, long next, long lastSeq, long ackedSeq) {}

    public record Ack(@Nullable Long upTo) {}

    public record Acked(long ackedSeq, long lastSeq) {}

    @GetMapping
    @Operation(
            summary = "Messages after a place in the inbox, in order",
            description =
                    "Without `after`, what was not acknowledged yet. Reading acknowledges nothing. A message whose"
                            + " payload had to be deleted keeps its place and says `withheld` instead.")
    public InboxPage page(
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(defaultValue = "100") int limit,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        String center = center(caller);
        Cursor cursor = messages.cursor(center);
        long from = after == null ? cursor.ackedSeq() : known(after, cursor, "after");
        int rows = Math.max(1, Math.min(limit, Limits.INBOX_PAGE_ROWS));
        List<MessageView> page = messages.after(center, from, rows, Limits.INBOX_PAGE_BYTES).stream()
                .map(MessageView::of)
                .toList();
        long next = page.isEmpty() ? from : page.get(page.size() - 1).seq();
        return new InboxPage(page, next, Math.max(cursor.lastSeq(), next), cursor.ackedSeq());
    }

    @PostMapping("/ack")
    @Operation(
            summary = "Say that everything up to a place has arrived",
            description = "Moves forward only; an earlier place than the one named before changes nothing.")
    @ApiResponse(responseCode = "400", description = "The inbox has no such place", content = @Content)
    public Acked acknowledge(
            @RequestBody Ack ack, @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller) {
        long upTo = Members.required(ack.upTo(), "upTo");
        if (upTo < 0) {
            throw Members.refused("upTo");
        }
        String center = center(caller);
        Cursor now = messages.acknowledge(center, upTo)
                .orElseThrow(() -> noSuchPlace("upTo", messages.cursor(center).lastSeq()));
        return new Acked(now.ackedSeq(), now.lastSeq());
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Messages as they come, as server-sent events",
            description =
                    "Each event is one message, its id the message's place. Begins after `Last-Event-ID`, else after"
                            + " `after`, else with what was not acknowledged. A comment every 15 seconds says that the stream lives.")
    @ApiResponse(responseCode = "429", description = "As many streams are open as may be", content = @Content)
    void stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(required = false) @Nullable Long after,
            @Parameter(hidden = true) @AuthenticationPrincipal ApiKeys.Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String center = center(caller);
        Cursor cursor = messages.cursor(center);
        long from = cursor.ackedSeq();
        if (lastEventId != null) {
            from = known(place(lastEventId), cursor, "Last-Event-ID");
        } else if (after != null) {
            from = known(after, cursor, "after");
        }
        streams.open(streams.reader(center, caller.keyId(), from), request, response);
    }

    private static long place(String eventId) {
        try {
            return Long.parseLong(eventId);
        } catch (NumberFormatException notOurs) {
            throw Members.refused("Last-Event-ID");
        }
    }

    /** A place that this inbox does not have is the cursor of another one, and going on from it would lose messages. */
    private static long known(long place, Cursor cursor, String member) {
        if (place < 0 || place > cursor.lastSeq()) {
            throw noSuchPlace(member, cursor.lastSeq());
        }
        return place;
    }

    private static Failure noSuchPlace(String member, long lastSeq) {
        return new Failure(FailureCode.BAD_REQUEST, Map.of("member", member, "lastSeq", lastSeq));
    }

    private static String center(ApiKeys.Caller caller) {
        return Objects.requireNonNull(caller.center(), "a key of role CENTER has a center");
    }
}
