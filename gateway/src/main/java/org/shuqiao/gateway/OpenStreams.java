package org.shuqiao.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The open streams of one kind, on a few threads for all of them. There are never more than may be, and all of them end before the server
 * does, so that a restart waits for none.
 *
 * @param <R> who reads them
 */
public abstract class OpenStreams<R extends OpenStreams.Reader> implements SmartLifecycle, DisposableBean {
    private static final int RETRY_AFTER_SECONDS = 10;

    private final int most;
    private final int mostOfOneOwner;
    private final Clock clock;
    private final ExecutorService turns;
    private final Map<R, ServerEvents> open = new ConcurrentHashMap<>();
    private long heartbeatAt;
    private volatile boolean running;

    /** Who reads one stream, and what there is to read. */
    public interface Reader extends ServerEvents.Source {
        /** Whose streams are counted together. */
        String owner();
    }

    protected OpenStreams(String threads, int threadCount, int most, int mostOfOneOwner, Clock clock) {
        this.most = most;
        this.mostOfOneOwner = mostOfOneOwner;
        this.clock = clock;
        this.heartbeatAt = clock.millis();
        this.turns = Executors.newFixedThreadPool(threadCount, task -> {
            Thread thread = new Thread(task, threads);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens a stream; returns at once.
     *
     * @throws Failure {@link FailureCode#TOO_BUSY} where the owner, or all together, have as many as may be
     */
    public final synchronized void open(R reader, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ensureRoomFor(reader.owner());
        ServerEvents events = ServerEvents.answer(request, response, reader, turns, () -> open.remove(reader));
        open.put(reader, events);
        events.begin();
    }

    /** @throws Failure {@link FailureCode#TOO_BUSY} where no stream of this owner would be opened now */
    public final synchronized void ensureRoomFor(String owner) {
        long own = open.keySet().stream()
                .filter(other -> other.owner().equals(owner))
                .count();
        if (!running || own >= mostOfOneOwner || open.size() >= most) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
    }

    /** Those that are open now; one that ends is no longer in it. */
    protected final Map<R, ServerEvents> open() {
        return open;
    }

    /** How many are open. */
    public final int count() {
        return open.size();
    }

    /** Whether it is time that both ends of every stream hear of each other; true once for each time. */
    protected final boolean isHeartbeatDue() {
        long now = clock.millis();
        boolean due = now - heartbeatAt >= Limits.STREAM_HEARTBEAT.toMillis();
        if (due) {
            heartbeatAt = now;
        }
        return due;
    }

    @Override
    public final void start() {
        running = true;
    }

    @Override
    public final void stop() {
        synchronized (this) {
            running = false;
        }
        open.values().forEach(ServerEvents::finish);
    }

    @Override
    public final void destroy() {
        turns.shutdownNow();
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}
