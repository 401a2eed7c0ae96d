package org.shuqiao.gateway.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.shuqiao.gateway.Accounts;
import org.shuqiao.gateway.ApiKeys;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class SignInTest {
    private static final int PER_MINUTE = 5;

    private final SetTime time = new SetTime();
    private final SignIn signIn = new SignIn(
            (name, password) -> password.equals("right")
                    ? Optional.of(new Accounts.SignedIn(
                            new ApiKeys.Caller("0011223344556677", ApiKeys.Role.OFFICER, null), name, false, 1, "zh"))
                    : Optional.empty(),
            () -> Instant.EPOCH,
            PER_MINUTE,
            time);

    @Test
    void knowsAPersonByTheirPassword() {
        Authentication known = signIn.authenticate(attempt("wang", "right", "192.0.2.1"));

        assertThat(known.getPrincipal()).isInstanceOf(ConsoleUser.class);
        assertThat(known.getCredentials()).isNull();
        assertThat(known.getAuthorities()).extracting(Object::toString).containsExactly("ROLE_OFFICER");
    }

    @Test
    void holdsBackAnAddressThatTriesTooOften() {
        for (int i = 0; i < PER_MINUTE; i++) {
            refuse("192.0.2.1", BadCredentialsException.class);
        }

        refuse("192.0.2.1", SignIn.Throttled.class);
        refuse("192.0.2.2", BadCredentialsException.class);
        time.nanos += Duration.ofMinutes(1).toNanos();
        refuse("192.0.2.1", BadCredentialsException.class);
    }

    private void refuse(String address, Class<? extends Throwable> as) {
        assertThatThrownBy(() -> signIn.authenticate(attempt("wang", "wrong", address)))
                .isInstanceOf(as);
    }

    private static Authentication attempt(String name, String password, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        UsernamePasswordAuthenticationToken attempt =
                UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        attempt.setDetails(new WebAuthenticationDetails(request));
        return attempt;
    }

    private static final class SetTime implements TimeMeter {
        private long nanos;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
