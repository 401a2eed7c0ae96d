package org.shuqiao.gateway.console.center;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.InboxController;
import org.shuqiao.gateway.InboxEvidenceController;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.gateway.console.Flash;
import org.shuqiao.gateway.console.Names;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.inbox.MessageView;
import org.shuqiao.routes.ledger.InboxLedger;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What platforms have sent to a center, in words, and that it was seen. */
@Controller
class CenterInboxPage {
    private static final String BOOKING = "booking";
    private static final int ROWS = 20;

    private final InboxController inbox;
    private final InboxEvidenceController evidence;
    private final InboxLedger messages;
    private final RecordWords words;
    private final Names names;

    CenterInboxPage(
            InboxController inbox,
            InboxEvidenceController evidence,
            Journeys journeys,
            RecordWords words,
            Names names) {
        this.inbox = inbox;
        this.evidence = evidence;
        this.messages = journeys.ledger().inboxes();
        this.words = words;
        this.names = names;
    }

    /**
     * @param notice what the gateway itself says; null for what a platform has sent
     * @param booking whether the center has to answer it in the calendar
     * @param deletedAt when its content had to be deleted; null while it is there
     */
    record Message(
            long seq,
            UUID id,
            String platform,
            String dataset,
            String recordId,
            Instant receivedAt,
            boolean isNew,
            boolean booking,
            List<RecordWords.Said> content,
            @Nullable NoticeView notice,
            @Nullable Instant deletedAt) {}

    /**
     * @param after place in the inbox from which on; null for what was not acknowledged, and for the newest where all was
     * @param message that is to be the first; null where that is for {@code after} to say
     */
    @GetMapping("/center/inbox")
    String inbox(
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable UUID message,
            @AuthenticationPrincipal ConsoleUser user,
            Locale locale,
            Model model) {
        Long from = message == null ? after : Long.valueOf(placeBefore(message, user));
        InboxController.InboxPage page = inbox.page(from, ROWS, user.caller());
        if (from == null && page.messages().isEmpty() && page.lastSeq() > 0) {
            page = inbox.page(Math.max(0, page.lastSeq() - ROWS), ROWS, user.caller());
        }
        long acknowledged = page.ackedSeq();
        List<Message> messages = page.messages().stream()
                .map(one -> message(one, acknowledged, locale))
                .toList();
        long first = messages.isEmpty() ? page.next() : messages.get(0).seq() - 1;
        model.addAttribute("messages", messages);
        model.addAttribute("unread", page.lastSeq() - acknowledged);
        model.addAttribute("upTo", page.next() > acknowledged ? page.next() : null);
        model.addAttribute("older", first > 0 ? Math.max(0, first - ROWS) : null);
        model.addAttribute("newer", page.next() < page.lastSeq() ? page.next() : null);
        return "center/inbox";
    }

    private long placeBefore(UUID message, ConsoleUser user) {
        return messages.place(user.caller().ownCenter(), message)
                        .orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "message")))
                - 1;
    }

    private Message message(MessageView message, long acknowledged, Locale locale) {
        String payload = message.payload();
        JsonNode content = payload == null ? null : JsonMapper.shared().readTree(payload);
        boolean isNotice = message.dataset().equals(NoticeView.DATASET);
        MessageView.Withheld withheld = message.withheld();
        return new Message(
                message.seq(),
                message.id(),
                names.platform(message.platform()),
                names.dataset(message.dataset()),
                message.recordId(),
                message.receivedAt(),
                message.seq() > acknowledged,
                message.dataset().equals(BOOKING),
                content == null ? List.of() : words.said(message.dataset(), content, locale),
                content == null || !isNotice ? null : NoticeView.of(content, names, locale),
                withheld == null ? null : withheld.deletedAt());
    }

    @PostMapping("/center/inbox/ack")
    String acknowledge(
            @RequestParam long upTo, @AuthenticationPrincipal ConsoleUser user, RedirectAttributes redirect) {
        inbox.acknowledge(new InboxController.Ack(upTo), user.caller());
        redirect.addFlashAttribute(Flash.ATTRIBUTE, Flash.done("center.inbox.acknowledged"));
        return "redirect:/center/inbox";
    }

    @GetMapping(path = "/center/inbox/{id}/evidence", produces = "application/zip")
    ResponseEntity<byte[]> evidence(@PathVariable UUID id, @AuthenticationPrincipal ConsoleUser user) {
        return evidence.evidence(id, user.caller());
    }
}
