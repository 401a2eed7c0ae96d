package org.shuqiao.gateway;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.shuqiao.routes.inbox.MessageView;
import tools.jackson.databind.json.JsonMapper;

/** One open stream of a center's messages. What its client does not take waits in the ledger; at most one page is in memory. */
final class InboxStream {
    private final ServerEvents events;
    private final LongFunction<List<MessageView>> pages;
    private volatile long head;
    private volatile long sent;

    /**
     * @param after place of the last message that the client has
     * @param pages messages after a place, at least one where there is one
     * @param onEnd called once, whatever ends the stream
     */
    InboxStream(
            AsyncContext context,
            ServletOutputStream out,
            long after,
            LongFunction<List<MessageView>> pages,
            Executor turns,
            Consumer<InboxStream> onEnd) {
        this.sent = after;
        this.head = after;
        this.pages = pages;
        this.events = new ServerEvents(context, out, this::next, turns, () -> onEnd.accept(this));
    }

    ServerEvents events() {
        return events;
    }

    /** Takes note of the newest message. */
    void head(long newest, boolean heartbeat) {
        head = Math.max(head, newest);
        if (heartbeat) {
            events.heartbeat();
        } else if (head > sent) {
            events.wake();
        }
    }

    /** Ends the stream as soon as no write is under way; the client may come back and go on where it was. */
    void finish() {
        events.finish();
    }

    private byte[] next() throws IOException {
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
