package org.shuqiao.gateway.console;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.Accounts;
import org.shuqiao.routes.failures.Failure;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Checks names and passwords, not more often for one address than a person types. */
final class SignIn implements AuthenticationProvider {
    private static final int ADDRESSES_REMEMBERED = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BiFunction<String, String, Optional<Accounts.SignedIn>> accounts;
    private final InstantSource clock;
    private final LoadingCache<String, Bucket> attempts;

    /**
     * @param accounts who opens one with a name and a password
     * @param attemptsPerMinute from one address
     */
    SignIn(
            BiFunction<String, String, Optional<Accounts.SignedIn>> accounts,
            InstantSource clock,
            int attemptsPerMinute,
            TimeMeter time) {
        this.accounts = accounts;
        this.clock = clock;
        this.attempts = Caffeine.newBuilder().maximumSize(ADDRESSES_REMEMBERED).build(address -> Bucket.builder()
                .addLimit(limit -> limit.capacity(attemptsPerMinute).refillGreedy(attemptsPerMinute, MINUTE))
                .withCustomTimePrecision(time)
                .build());
    }

    /** Too many attempts, here or by everybody together; says nothing of name and password. */
    static final class Throttled extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        Throttled() {
            super("too many attempts");
        }
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String address =
                attempt.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        if (!attempts.get(address).tryConsume(1)) {
            throw new Throttled();
        }
        ConsoleUser user = check(attempt.getName(), attempt.getCredentials());
        return UsernamePasswordAuthenticationToken.authenticated(user, null, user.authorities());
    }

    private ConsoleUser check(String name, @Nullable Object password) {
        try {
            return accounts.apply(name, String.valueOf(password))
                    .map(known -> new ConsoleUser(known, clock.instant()))
                    .orElseThrow(() -> new BadCredentialsException("name or password"));
        } catch (Failure busy) {
            throw new Throttled();
        } catch (RuntimeException fault) {
            if (fault instanceof AuthenticationException refused) {
                throw refused;
            }
            throw new InternalAuthenticationServiceException("the ledger did not answer", fault);
        }
    }

    @Override
    public boolean supports(Class<?> attempt) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(attempt);
    }
}
