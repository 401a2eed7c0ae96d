package org.shuqiao.routes.platforms;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.platforms.SecretUnavailable.Why;
import org.shuqiao.routes.steps.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret that its platform replaces from time to time. It is fetched once for all who wait for it, kept until it ends, and fetched anew
 * ahead of its end while the one before still serves. A fetch that failed is not repeated before {@link Limits#SECRET_REST}. Thread-safe.
 */
final class RotatingSecret {
    private static final Logger LOG = LoggerFactory.getLogger(RotatingSecret.class);

    private final String name;
    private final Source source;
    private final Duration ahead;
    private final Duration patience;
    private final PlatformClock clock;
    private final Executor fetching;
    private volatile @Nullable Kept kept;

    // Guarded by this, as is every change of the one above.
    private @Nullable Failed failed;
    private @Nullable CompletableFuture<Kept> underWay;
    private long versions;

    /** Where a secret comes from. Takes a bounded time. */
    @FunctionalInterface
    interface Source {
        Fetched fetch() throws SecretUnavailable;
    }

    /** @param until when it ends, by the platform's clock */
    record Fetched(byte[] value, Instant until) {
        @Override
        public String toString() {
            return "Fetched[" + until + "]";
        }
    }

    /** @param from when it was fetched, by our clock */
    private record Kept(CallSecret secret, Instant from, Instant renewFrom, Instant until) {}

    /** @param again when it may be tried again, by our clock */
    private record Failed(Why why, Instant since, Instant again) {}

    /**
     * @param name in log lines
     * @param ahead how long before its end a secret is renewed; never more than half its life
     * @param patience how long a caller waits
     * @param fetching runs what fetches, in threads of its own
     */
    RotatingSecret(
            String name, Source source, Duration ahead, Duration patience, PlatformClock clock, Executor fetching) {
        this.name = name;
        this.source = source;
        this.ahead = ahead;
        this.patience = patience;
        this.clock = clock;
        this.fetching = fetching;
    }

    CallSecret current() throws SecretUnavailable {
        Instant now = clock.now();
        Kept last = kept;
        return last != null && now.isBefore(last.renewFrom())
                ? last.secret()
                : awaited(next(now)).secret();
    }

    /**
     * A call that was signed with this version was refused. The secret is thrown away, so that the next caller fetches another: once,
     * since one that was fetched a moment ago is not what is wrong.
     *
     * @return whether the next call is signed with another secret
     */
    synchronized boolean refused(long version) {
        Kept last = kept;
        if (last == null || last.secret().version() != version) {
            return true;
        }
        if (clock.ours().isBefore(last.from().plus(Limits.SECRET_TRUSTED_FOR))) {
            return false;
        }
        kept = null;
        return true;
    }

    /** Present while none can be had, or the next one. */
    synchronized Optional<SecretTrouble> trouble(String platform) {
        Failed last = failed;
        return last == null ? Optional.empty() : Optional.of(new SecretTrouble(platform, last.why(), last.since()));
    }

    /** What serves now, or what is under way; begins to fetch where it is time. */
    private synchronized CompletableFuture<Kept> next(Instant now) {
        Kept last = kept;
        if (last != null && now.isBefore(last.renewFrom())) {
            return CompletableFuture.completedFuture(last);
        }
        Failed failure = failed;
        CompletableFuture<Kept> flight = underWay;
        if (flight == null && (failure == null || !clock.ours().isBefore(failure.again()))) {
            flight = begun();
        }
        if (last != null && now.isBefore(last.until())) {
            return CompletableFuture.completedFuture(last);
        }
        return flight != null
                ? flight
                : CompletableFuture.failedFuture(
                        new SecretUnavailable(failure == null ? Why.NO_ANSWER : failure.why()));
    }

    private synchronized CompletableFuture<Kept> begun() {
        CompletableFuture<Kept> flight = new CompletableFuture<>();
        underWay = flight;
        try {
            fetching.execute(() -> fetch(flight));
        } catch (RejectedExecutionException stopped) {
            underWay = null;
            flight.completeExceptionally(new SecretUnavailable(Why.NO_ANSWER));
        }
        return flight;
    }

    private void fetch(CompletableFuture<Kept> flight) {
        try {
            Fetched fetched = source.fetch();
            flight.complete(keep(fetched));
        } catch (SecretUnavailable none) {
            flight.completeExceptionally(give(none));
        } catch (RuntimeException | Error ours) {
            LOG.error(
                    "the secret of {} could not be fetched: {}",
                    name,
                    ours.getClass().getName());
            flight.completeExceptionally(give(new SecretUnavailable(Why.OUR_FAULT)));
        }
    }

    private synchronized Kept keep(Fetched fetched) throws SecretUnavailable {
        Instant now = clock.now();
        if (!now.isBefore(fetched.until())) {
            throw new SecretUnavailable(Why.ENDED);
        }
        Duration half = Duration.between(now, fetched.until()).dividedBy(2);
        Duration early = ahead.compareTo(half) < 0 ? ahead : half;
        Kept fresh = new Kept(
                new CallSecret(fetched.value(), ++versions),
                clock.ours(),
                fetched.until().minus(early),
                fetched.until());
        kept = fresh;
        failed = null;
        underWay = null;
        return fresh;
    }

    private synchronized SecretUnavailable give(SecretUnavailable none) {
        Instant now = clock.ours();
        Failed before = failed;
        failed = new Failed(none.why(), before == null ? now : before.since(), now.plus(Limits.SECRET_REST));
        underWay = null;
        LOG.warn("no secret of {}: {}", name, none.why());
        return none;
    }

    private Kept awaited(CompletableFuture<Kept> flight) throws SecretUnavailable {
        try {
            return flight.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw new SecretUnavailable(
                    failed.getCause() instanceof SecretUnavailable known ? known.why() : Why.OUR_FAULT);
        } catch (TimeoutException late) {
            throw new SecretUnavailable(Why.NO_ANSWER);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SecretUnavailable(Why.NO_ANSWER);
        }
    }
}
