package org.shuqiao.gateway;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * One open stream of server-sent events. It owns no thread: work is done in turns on threads that are given, never two at once, and only
 * while the client takes what it is given. What it does not take is never asked for. A client that takes nothing is cut by the server's
 * time-out for writes.
 */
public final class ServerEvents implements WriteListener, AsyncListener {
    /** There is nothing to write now. */
    public static final byte[] NOTHING = {};

    private static final byte[] GREETING = ascii("retry: 1000\n\n");
    private static final byte[] HEARTBEAT = ascii(":\n\n");

    /** Writes of one turn, after which other streams have theirs. */
    private static final int WRITES_PER_TURN = 16;

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Source source;
    private final Executor turns;
    private final Runnable onEnd;
    private final AtomicInteger wanted = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean open;
    private volatile boolean ending;
    private volatile boolean heartbeatDue;
    private boolean greeted;
    private boolean unflushed;

    /** Where events come from; it is never asked by two threads at once. */
    public interface Source {
        /** The bytes of the next events, whole, or {@link #NOTHING}. What it throws ends the stream. */
        byte[] next() throws IOException;
    }

    /** @param onEnd called once, whatever ends the stream */
    ServerEvents(AsyncContext context, ServletOutputStream out, Source source, Executor turns, Runnable onEnd) {
        this.context = context;
        this.out = out;
        this.source = source;
        this.turns = turns;
        this.onEnd = onEnd;
    }

    /** Makes the answer to a request a stream; nothing is written before {@link #begin}. */
    static ServerEvents answer(
            HttpServletRequest request, HttpServletResponse response, Source source, Executor turns, Runnable onEnd)
            throws IOException {
        prepare(response);
        ServletOutputStream out = response.getOutputStream();
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        return new ServerEvents(context, out, source, turns, onEnd);
    }

    private static void prepare(HttpServletResponse response) {
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding("UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // Proxies of the nginx kind would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
    }

    /** From here on the server says when it takes more, and when the client is gone. */
    void begin() {
        context.addListener(this);
        out.setWriteListener(this);
    }

    /** The source may have something. */
    public void wake() {
        if (open) {
            want();
        }
    }

    /** A comment is written where there is nothing else, so that both ends know of each other. */
    public void heartbeat() {
        heartbeatDue = true;
        wake();
    }

    /** Ends the stream as soon as no write is under way; the client may come back and go on where it was. */
    public void finish() {
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
            // The client is gone, or our ledger is: it comes back and goes on.
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
        byte[] events = source.next();
        boolean silent = events.length == 0 && heartbeatDue;
        heartbeatDue = false;
        return silent ? HEARTBEAT : events;
    }

    /**
     * Whoever comes second waits for the first: once the server has ended a stream by itself, the context may be that of another's, which
     * must not be ended in its place.
     */
    private synchronized void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
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
