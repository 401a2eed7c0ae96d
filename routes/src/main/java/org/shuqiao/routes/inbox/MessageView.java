package org.shuqiao.routes.inbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.ledger.InboxMessage;

/**
 * A message as centers get it, by whichever way: page, stream or webhook.
 *
 * @param seq its place in the inbox, from 1, without gaps; the cursor for everything that goes on after it
 * @param payload the record, JSON; left out where it was deleted
 * @param withheld left out while the payload is there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(
        long seq,
        UUID id,
        String platform,
        String dataset,
        String recordId,
        long version,
        Instant receivedAt,
        @JsonRawValue @Nullable String payload,
        @Nullable Withheld withheld) {

    /** What is said in the place of a payload that had to be deleted. */
    public record Withheld(Instant deletedAt) {}

    public static MessageView of(InboxMessage message) {
        byte[] payload = message.payload();
        Instant deletedAt = message.deletedAt();
        return new MessageView(
                message.seq(),
                message.id(),
                message.platform(),
                message.dataset(),
                message.recordId(),
                message.version(),
                message.receivedAt(),
                payload == null ? null : new String(payload, StandardCharsets.UTF_8),
                deletedAt == null ? null : new Withheld(deletedAt));
    }

    /** Names the message, nothing of its payload. */
    @Override
    public String toString() {
        return "MessageView[" + seq + " " + id + " " + dataset + "]";
    }
}
