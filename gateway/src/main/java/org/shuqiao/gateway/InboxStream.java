package org.shuqiao.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongFunction;
import org.shuqiao.routes.inbox.MessageView;
import tools.jackson.databind.json.JsonMapper;

/** What one reader is told of a center's messages. What it does not take waits in the ledger; at most one page is in memory. */
final class InboxStream implements OpenStreams.Reader {
    private final String center;
    private final String keyId;
    private final LongFunction<List<MessageView>> pages;
    private volatile long head;
    private volatile long sent;

    /**
     * @param after place of the last message that the reader has
     * @param pages messages after a place, at least one where there is one
     */
    InboxStream(String center, String keyId, long after, LongFunction<List<MessageView>> pages) {
        this.center = center;
        this.keyId = keyId;
        this.sent = after;
        this.head = after;
        this.pages = pages;
    }

    @Override
    public String owner() {
        return center;
    }

    String keyId() {
        return keyId;
    }

    /** Takes note of the newest message. */
    void head(long newest) {
        head = Math.max(head, newest);
    }

    /** Has the events written that the reader lacks. */
    void tell(ServerEvents events, boolean heartbeat) {
        if (heartbeat) {
            events.heartbeat();
        } else if (head > sent) {
            events.wake();
        }
    }

    @Override
    public byte[] next() throws IOException {
        if (head <= sent) {
            return ServerEvents.NOTHING;
        }
        List<MessageView> page = pages.apply(sent);
        if (page.isEmpty()) {
            return ServerEvents.NOTHING;
        }
        byte[] messages = messages(page);
        sent = page.get(page.size() - 1).seq();
        return messages;
    }

    private static byte[] messages(List<MessageView> page) throws IOException {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        for (MessageView message : page) {
            events.write(ascii("id: " + message.seq() + "\ndata: "));
            // On one line: canonical JSON, and ours around it, have no line breaks.
            events.write(JsonMapper.shared().writeValueAsBytes(message));
            events.write(ascii("\n\n"));
        }
        return events.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
