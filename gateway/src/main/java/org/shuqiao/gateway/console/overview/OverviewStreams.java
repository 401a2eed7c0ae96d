package org.shuqiao.gateway.console.overview;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.OpenStreams;
import org.shuqiao.gateway.ServerEvents;
import org.shuqiao.gateway.console.ConsoleSessions;
import org.shuqiao.gateway.console.ConsoleUser;
import org.springframework.stereotype.Component;

/** Those who watch the picture: each gets what is new as often as it takes it, for as long as its session holds. */
@Component
final class OverviewStreams extends OpenStreams<OverviewStreams.Watcher> {
    private static final int STREAMS = 200;
    /** A page that was left counts until something is next sent to it: who goes back and forth must not run into the bound. */
    private static final int STREAMS_PER_ACCOUNT = 16;

    private static final int THREADS = 2;

    private final ConsoleSessions sessions;
    private volatile @Nullable Live newest;

    OverviewStreams(ConsoleSessions sessions, Clock clock) {
        super("overview-stream", THREADS, STREAMS, STREAMS_PER_ACCOUNT, clock);
        this.sessions = sessions;
    }

    /** One who watches. */
    final class Watcher implements OpenStreams.Reader {
        private final ConsoleUser user;
        private final HttpSession session;
        private @Nullable Live known;

        private Watcher(ConsoleUser user, HttpSession session) {
            this.user = user;
            this.session = session;
        }

        @Override
        public String owner() {
            return user.caller().keyId();
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

    Watcher watcher(ConsoleUser user, HttpSession session) {
        return new Watcher(user, session);
    }

    boolean isWatched() {
        return count() > 0;
    }

    /** Ends the streams of those who may not go on. */
    void endThoseOfEndedSessions() {
        open().forEach((watcher, events) -> {
            if (!sessions.holds(watcher.user, watcher.session)) {
                events.finish();
            }
        });
    }

    void show(Live live) {
        newest = live;
        boolean heartbeat = isHeartbeatDue();
        open().values().forEach(heartbeat ? ServerEvents::heartbeat : ServerEvents::wake);
    }
}
