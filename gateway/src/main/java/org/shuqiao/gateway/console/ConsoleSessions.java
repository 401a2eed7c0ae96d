package org.shuqiao.gateway.console;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiPredicate;

/** Says which sessions have ended: by time, or because the account may not go on. */
public final class ConsoleSessions {
    private static final String LAST_USE = ConsoleSessions.class.getName();

    private final BiPredicate<String, Integer> inForce;
    private final Clock clock;
    private final Duration idle;
    private final Duration longest;

    /**
     * @param inForce whether an account may go on, by its key and the edition of its password
     * @param idle after which somebody who does nothing is signed out, {@code longest} after which everybody is
     */
    ConsoleSessions(BiPredicate<String, Integer> inForce, Clock clock, Duration idle, Duration longest) {
        this.inForce = inForce;
        this.clock = clock;
        this.idle = idle;
        this.longest = longest;
    }

    /**
     * Asked by whatever outlives a request, such as a stream, at every turn.
     *
     * @param session which may have been ended meanwhile
     */
    public boolean holds(ConsoleUser user, HttpSession session) {
        try {
            Instant now = clock.instant();
            Instant last = session.getAttribute(LAST_USE) instanceof Instant used ? used : user.signedInAt();
            return now.isBefore(last.plus(idle))
                    && now.isBefore(user.signedInAt().plus(longest))
                    && inForce.test(user.caller().keyId(), user.account().edition());
        } catch (IllegalStateException ended) {
            return false;
        }
    }

    /** Somebody did something, so that the time of doing nothing begins anew. */
    void touch(HttpSession session) {
        session.setAttribute(LAST_USE, clock.instant());
    }
}
