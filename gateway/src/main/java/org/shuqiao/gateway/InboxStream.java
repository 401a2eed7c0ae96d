package org.shuqiao.gateway;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.shuqiao.routes.inbox.MessageView;
import tools.jackson.databind.json.JsonMapper;

/**
 * One open stream of server-sent events. It owns no thread: work is done in turns on the threads of {@link InboxStreams}, never two
 * at once, and only while the client takes what it is given. What it does not take waits in the ledger; at most one page is in memory.
 * A client that takes nothing is cut by the server's time-out for writes.
 */
final class InboxStream implements WriteListener, AsyncListener {
    private static final byte[] NOTHING = {};
    private static final byte[] GREETING = ascii("retry: 1000\n\n");
    private static final byte[] HEARTBEAT = ascii(":\n\n");

    /** Writes of one turn, after which other streams have theirs. */
    private static final int WRITES_PER_TURN = 16;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final LongFunction<List<MessageView>> pages;
    private final Executor turns;
    private final Consumer<InboxStream> onEnd;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean open;
    private volatile boolean ending;
    private volatile boolean heartbeatDue;
    private volatile long head;
    private volatile long sent;
    private boolean greeted;
    private boolean unflushed;

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
        this.context = context;
        this.out = out;
        this.sent = after;
        this.head = after;
        this.pages = pages;
        this.turns = turns;
        this.onEnd = onEnd;
    }

    /** Takes note of the newest message. */
    void head(long newest, boolean heartbeat) {
        head = Math.max(head, newest);
        if (heartbeat) {
            heartbeatDue = true;
        }
        if (open && (head > sent || heartbeatDue)) {
            want();
        }
    }

    /** Ends the stream as soon as no write is under way; the client may come back and go on where it was. */
    void finish() {
        ending = true;
        want();
    }

    @Override
    public void onWritePossible() {
        open = true;
        want();
    }

    private void want() {
        if (wanted.getAndIncrement() == 0) {
            turns.execute(this::turn);
        }
    }

    private void turn() {
        int seen = wanted.get();
        boolean more = false;
        try {
            more = write();
        } catch (IOException | RuntimeException broken) {
            // The client is gone, or our ledger is: it comes back with the last id that it got.
            end();
        }
        if (!ended.get() && (more || wanted.addAndGet(-seen) != 0)) {
            turns.execute(this::turn);
        }
    }

    /** @return whether there may be more to write at once */
    private boolean write() throws IOException {
        for (int writes = 0; writes < WRITES_PER_TURN; writes++) {
            if (ending) {
                end();
            }
            if (ended.get() || !out.isReady()) {
                return false;
            }
            if (unflushed) {
                unflushed = false;
                out.flush();
                continue;
            }
            byte[] next = next();
            if (next.length == 0) {
                return false;
            }
            unflushed = true;
            out.write(next);
        }
        return true;
    }

    private byte[] next() throws IOException {
        if (!greeted) {
            greeted = true;
            return GREETING;
        }
        if (head > sent) {
            List<MessageView> page = pages.apply(sent);
            if (!page.isEmpty()) {
                byte[] events = events(page);
                sent = page.get(page.size() - 1).seq();
                heartbeatDue = false;
                return events;
            }
        }
        if (heartbeatDue) {
            heartbeatDue = false;
            return HEARTBEAT;
        }
        return NOTHING;
    }

    private static byte[] events(List<MessageView> page) throws IOException {
        ByteArrayOutputStream events = new ByteArrayOutputStream();
        for (MessageView message : page) {
            events.write(ascii("id: " + message.seq() + "\ndata: "));
            // On one line: canonical JSON, and ours around it, have no line breaks.
            events.write(JsonMapper.shared().writeValueAsBytes(message));
            events.write(ascii("\n\n"));
        }
        return events.toByteArray();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.accept(this);
            try {
                context.complete();
            } catch (IllegalStateException completed) {
                // By the server, which was faster.
            }
        }
    }

    @Override
    public void onError(Throwable broken) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // A stream is started once.
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
