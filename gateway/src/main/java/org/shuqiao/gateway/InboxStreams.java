package org.shuqiao.gateway;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.shuqiao.routes.Journeys;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.inbox.InboxListener;
import org.shuqiao.routes.inbox.MessageView;
import org.shuqiao.routes.ledger.CenterLedger;
import org.shuqiao.routes.ledger.InboxLedger;
import org.shuqiao.routes.steps.Limits;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The open streams of this gateway, on a few threads for all of them. A stream lives as long as its API key is in force; all of them
 * end before the server does, so that a restart waits for none.
 */
@Component
final class InboxStreams implements InboxListener, SmartLifecycle, DisposableBean {
    private static final int THREADS = 4;
    private static final int RETRY_AFTER_SECONDS = 10;

    private final InboxLedger messages;
    private final CenterLedger keys;
    private final Clock clock;
    private final ExecutorService turns = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "inbox-stream");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<InboxStream, Reader> open = new ConcurrentHashMap<>();
    private long heartbeatAt;
    private volatile boolean running;

    InboxStreams(Journeys journeys, Clock clock) {
        this.messages = journeys.inboxes().messages();
        this.keys = journeys.ledger().centers();
        this.clock = clock;
        this.heartbeatAt = clock.millis();
        journeys.inboxes().watch().add(this);
    }

    /**
     * Who reads a stream.
     *
     * @param after place of the last message that it has
     */
    record Reader(String center, String keyId, long after) {}

    /**
     * Opens a stream; returns at once.
     *
     * @throws Failure {@link FailureCode#TOO_BUSY} where the center, or all together, have as many as may be
     */
    synchronized void open(Reader reader, HttpServletRequest request, HttpServletResponse response) throws IOException {
        long ofCenter = open.values().stream()
                .filter(other -> other.center().equals(reader.center()))
                .count();
        if (!running || ofCenter >= Limits.STREAMS_PER_CENTER || open.size() >= Limits.STREAMS) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
        ServerEvents.prepare(response);
        ServletOutputStream out = response.getOutputStream();
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        InboxStream stream = new InboxStream(
                context, out, reader.after(), after -> page(reader.center(), after), turns, open::remove);
        open.put(stream, reader);
        stream.events().begin();
    }

    private List<MessageView> page(String center, long after) {
        return messages.after(center, after, Limits.STREAM_PAGE_ROWS, Limits.STREAM_PAGE_BYTES).stream()
                .map(MessageView::of)
                .toList();
    }

    @Override
    public Set<String> centers() {
        return open.values().stream().map(Reader::center).collect(Collectors.toSet());
    }

    @Override
    public void look(Map<String, Long> heads) {
        if (open.isEmpty()) {
            return;
        }
        boolean heartbeat = clock.millis() - heartbeatAt >= Limits.STREAM_HEARTBEAT.toMillis();
        if (heartbeat) {
            heartbeatAt = clock.millis();
        }
        Set<String> inForce =
                keys.keysInForce(open.values().stream().map(Reader::keyId).collect(Collectors.toSet()));
        open.forEach((stream, reader) -> {
            if (inForce.contains(reader.keyId())) {
                stream.head(heads.getOrDefault(reader.center(), 0L), heartbeat);
            } else {
                stream.finish();
            }
        });
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        synchronized (this) {
            running = false;
        }
        open.keySet().forEach(InboxStream::finish);
    }

    @Override
    public void destroy() {
        turns.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
