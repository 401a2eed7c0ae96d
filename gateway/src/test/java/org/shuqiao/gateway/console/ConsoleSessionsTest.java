package org.shuqiao.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.shuqiao.gateway.Accounts;
import org.shuqiao.gateway.ApiKeys;
import org.springframework.mock.web.MockHttpSession;

class ConsoleSessionsTest {
    private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");
    private static final int EDITION = 3;

    private final SetClock clock = new SetClock();
    private final MockHttpSession session = new MockHttpSession();
    private final ConsoleUser user = new ConsoleUser(
            new Accounts.SignedIn(
                    new ApiKeys.Caller("0011223344556677", ApiKeys.Role.OFFICER, null), "wang", false, EDITION, "zh"),
            START);
    private boolean inForce = true;
    private final ConsoleSessions sessions = new ConsoleSessions(
            (keyId, edition) -> inForce && edition == EDITION, clock, Duration.ofMinutes(30), Duration.ofHours(12));

    @Test
    void endsASessionInWhichNobodyDoesAnything() {
        clock.now = START.plus(Duration.ofMinutes(29));
        assertThat(sessions.holds(user, session)).isTrue();

        clock.now = START.plus(Duration.ofMinutes(30));
        assertThat(sessions.holds(user, session)).isFalse();
    }

    @Test
    void goesOnWhereSomebodyDoesSomething() {
        clock.now = START.plus(Duration.ofMinutes(29));
        sessions.touch(session);

        clock.now = START.plus(Duration.ofMinutes(58));
        assertThat(sessions.holds(user, session)).isTrue();
    }

    @Test
    void endsEverySessionAfterItsLongestTime() {
        clock.now = START.plus(Duration.ofHours(12)).minusSeconds(1);
        sessions.touch(session);
        assertThat(sessions.holds(user, session)).isTrue();

        clock.now = START.plus(Duration.ofHours(12));
        assertThat(sessions.holds(user, session)).isFalse();
    }

    @Test
    void endsWithItsAccount() {
        clock.now = START;
        inForce = false;

        assertThat(sessions.holds(user, session)).isFalse();
    }

    @Test
    void hasEndedWhereItWasSignedOut() {
        clock.now = START;
        session.invalidate();

        assertThat(sessions.holds(user, session)).isFalse();
    }

    private static final class SetClock extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
