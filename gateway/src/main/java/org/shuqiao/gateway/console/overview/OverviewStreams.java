package org.shuqiao.gateway.console.overview;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ServerEvents;
import org.shuqiao.gateway.console.ConsoleSessions;
import org.shuqiao.gateway.console.ConsoleUser;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.steps.Limits;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Those who watch the picture: each gets what is new as often as it takes it, for as long as its session holds. */
@Component
final class OverviewStreams implements SmartLifecycle, DisposableBean {
    static final int STREAMS = 200;
    static final int STREAMS_PER_ACCOUNT = 6;
    private static final int THREADS = 2;
    private static final int RETRY_AFTER_SECONDS = 10;

    private final ConsoleSessions sessions;
    private final Clock clock;
    private final ExecutorService turns = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "overview-stream");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<Reader, ServerEvents> open = new ConcurrentHashMap<>();
    private volatile @Nullable Live newest;
    private Instant heartbeatAt;
    private volatile boolean running;

    OverviewStreams(ConsoleSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
        this.heartbeatAt = clock.instant();
    }

    private final class Reader implements ServerEvents.Source {
        private final ConsoleUser user;
        private final HttpSession session;
        private @Nullable Live known;

        Reader(ConsoleUser user, HttpSession session) {
            this.user = user;
            this.session = session;
        }

        @Override
        public byte[] next() {
            Live now = newest;
            if (now == null) {
                return ServerEvents.NOTHING;
            }
            byte[] event = now.since(known);
            known = now;
            return event;
        }
    }

    /**
     * Opens a stream; returns at once.
     *
     * @throws Failure {@link FailureCode#TOO_BUSY} where the account, or all together, have as many as may be
     */
    synchronized void open(ConsoleUser user, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String key = user.caller().keyId();
        long own = open.keySet().stream()
                .filter(other -> other.user.caller().keyId().equals(key))
                .count();
        if (!running || own >= STREAMS_PER_ACCOUNT || open.size() >= STREAMS) {
            throw new Failure(FailureCode.TOO_BUSY, Map.of("retryAfterSeconds", RETRY_AFTER_SECONDS));
        }
        Reader reader = new Reader(user, request.getSession());
        ServerEvents events = ServerEvents.answer(request, response, reader, turns, () -> open.remove(reader));
        open.put(reader, events);
        events.begin();
    }

    boolean isWatched() {
        return !open.isEmpty();
    }

    /** How many are open. */
    int count() {
        return open.size();
    }

    /** Ends the streams of those who may not go on. */
    void endThoseOfEndedSessions() {
        open.forEach((reader, events) -> {
            if (!sessions.holds(reader.user, reader.session)) {
                events.finish();
            }
        });
    }

    void show(Live live) {
        newest = live;
        Instant now = clock.instant();
        boolean heartbeat = heartbeatAt.plus(Limits.STREAM_HEARTBEAT).isBefore(now);
        if (heartbeat) {
            heartbeatAt = now;
        }
        open.values().forEach(heartbeat ? ServerEvents::heartbeat : ServerEvents::wake);
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
        open.values().forEach(ServerEvents::finish);
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
