package org.shuqiao.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.AccountLedger;
import org.shuqiao.routes.ledger.AccountLedger.NewAccount;
import org.shuqiao.routes.ledger.AccountLedger.Standing;
import org.shuqiao.routes.ledger.CenterLedger.NewApiKey;

/**
 * People who sign in. What ends a session (a lock, a revocation, a new password) does so at once on this gateway and within
 * {@link #KEPT_FOR} on others.
 */
public final class Accounts {
    /** The attempt that shuts an account unless it succeeds. */
    static final int ATTEMPTS = 8;

    public static final int LISTED = 1_000;
    private static final Duration KEPT_FOR = Duration.ofSeconds(1);
    private static final int STANDINGS_KEPT = 10_000;
    private static final int SECRET_BYTES = 32;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,63}");

    private final AccountLedger ledger;
    private final Passwords passwords;
    private final SecureRandom random;
    private final Duration shutFor;
    private final LoadingCache<String, Optional<Standing>> standings;

    /** @param shutFor how long nobody can sign in to an account after too many attempts */
    Accounts(AccountLedger ledger, Passwords passwords, SecureRandom random, Duration shutFor) {
        this.ledger = ledger;
        this.passwords = passwords;
        this.random = random;
        this.shutFor = shutFor;
        this.standings = Caffeine.newBuilder()
                .expireAfterWrite(KEPT_FOR)
                .maximumSize(STANDINGS_KEPT)
                .build(ledger::standing);
    }

    /**
     * A person who has signed in.
     *
     * @param edition of the password; a session of an older one has ended
     * @param language {@code zh} or {@code en}
     */
    public record SignedIn(ApiKeys.Caller caller, String name, boolean mustChange, int edition, String language) {}

    /** @param password the only time that it is seen; good for one sign-in, at which it must be changed */
    public record Opened(String keyId, String name, String password) {}

    /**
     * @param center USCI, for {@link ApiKeys.Role#CENTER} only
     * @param holder the person, by name or staff number; for every other role
     * @throws Failure {@link FailureCode#BAD_REQUEST} for what cannot be a name, {@link FailureCode#ALREADY_EXISTS} for a name that is
     *     taken, {@link FailureCode#NOT_FOUND} for a center that is not registered
     */
    public Opened open(String name, ApiKeys.Role role, @Nullable String center, @Nullable String holder, String actor) {
        String written = written(name);
        if ((role == ApiKeys.Role.CENTER) == (center == null)) {
            throw Members.refused("center");
        }
        if (role == ApiKeys.Role.CENTER && holder != null) {
            throw Members.refused("holder");
        }
        String person = role == ApiKeys.Role.CENTER ? null : Members.holder(holder);
        byte[] unknown = new byte[SECRET_BYTES];
        random.nextBytes(unknown);
        String keyId = ApiKeys.freshId(random);
        String password = passwords.oneTime();
        ledger.create(
                new NewAccount(
                        new NewApiKey(keyId, Sm3.digest(unknown), role.name(), center, written, person),
                        written,
                        folded(written),
                        passwords.hash(password)),
                actor);
        return new Opened(keyId, written, password);
    }

    private static String written(@Nullable String name) {
        String written = Normalizer.normalize(Members.text(name, "name").strip(), Normalizer.Form.NFKC);
        if (!NAME.matcher(written).matches()) {
            throw Members.refused("name");
        }
        return written;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /**
     * Checks a name and a password. A caller cannot tell an unknown name, a wrong password, a locked and a shut account from each other,
     * neither by the answer nor by how long it takes.
     *
     * @return empty where the two do not open an account now
     * @throws Failure {@link FailureCode#TOO_BUSY} where too many passwords are being checked
     */
    public Optional<SignedIn> signIn(String name, String password) {
        boolean possible = name.length() <= Members.TEXT_CHARS && Members.isStorable(name);
        Optional<AccountLedger.Attempt> attempt =
                possible ? ledger.attempt(folded(name.strip()), ATTEMPTS, shutFor) : Optional.empty();
        String hash = attempt.map(AccountLedger.Attempt::passwordHash).orElse(null);
        if (!passwords.matches(password, hash)) {
            return Optional.empty();
        }
        return attempt.map(known -> {
            ledger.signedIn(known.keyId());
            return new SignedIn(
                    new ApiKeys.Caller(known.keyId(), ApiKeys.Role.valueOf(known.role()), known.center()),
                    known.name(),
                    known.mustChange(),
                    known.edition(),
                    known.language());
        });
    }

    /** Whether a session that was begun with a password of this edition may go on. */
    public boolean isInForce(String keyId, int edition) {
        return standings
                .get(keyId)
                .filter(standing -> standing.inForce() && standing.edition() == edition)
                .isPresent();
    }

    /**
     * By name.
     *
     * @param after key of the account behind which to go on; empty for the first
     * @param most at most {@link #LISTED}
     */
    public List<AccountLedger.Account> list(String after, int most) {
        return ledger.list(after, Math.min(most, LISTED));
    }

    /**
     * The account's own holder chooses a password. All its sessions end but those of the edition that is returned. Whoever sits at an
     * open session has no more attempts at the password of before than who signs in: both are counted together.
     *
     * @throws Failure {@link FailureCode#PASSWORD_REFUSED} with the {@code reason}: {@code WRONG} where the password of before is not
     *     that, {@code SHUT} where it was not looked at since there were too many attempts, {@code SAME}, or what
     *     {@link Passwords#fault} finds
     */
    public int choosePassword(String keyId, String name, String before, String chosen) {
        String fault = before.equals(chosen) ? "SAME" : Passwords.fault(chosen, name);
        if (fault != null) {
            throw passwordRefused(fault);
        }
        AccountLedger.Attempt attempt =
                ledger.attempt(folded(name), ATTEMPTS, shutFor).orElseThrow(() -> passwordRefused("SHUT"));
        if (!passwords.matches(before, attempt.passwordHash())) {
            throw passwordRefused("WRONG");
        }
        int edition = ledger.choosePassword(keyId, passwords.hash(chosen));
        standings.invalidate(keyId);
        return edition;
    }

    private static Failure passwordRefused(String reason) {
        return new Failure(FailureCode.PASSWORD_REFUSED, Map.of("reason", reason));
    }

    /** @return a new password for one sign-in; sessions of before have ended */
    public Opened resetPassword(String keyId, String actor) {
        String password = passwords.oneTime();
        String name = ledger.resetPassword(keyId, passwords.hash(password), actor);
        standings.invalidate(keyId);
        return new Opened(keyId, name, password);
    }

    /**
     * Nobody signs in, and sessions end, until {@link #unlock}.
     *
     * @throws Failure {@link FailureCode#WRONG_STATE} for one's own account
     */
    public void lock(String keyId, String reason, String actor) {
        requireOther(keyId, actor);
        ledger.lock(keyId, Members.text(reason, "reason"), actor);
        standings.invalidate(keyId);
    }

    /** Ends a lock and also a lock-out. */
    public void unlock(String keyId, String reason, String actor) {
        ledger.unlock(keyId, Members.text(reason, "reason"), actor);
        standings.invalidate(keyId);
    }

    /**
     * For ever.
     *
     * @throws Failure {@link FailureCode#WRONG_STATE} for one's own account
     */
    public void revoke(String keyId, String actor) {
        requireOther(keyId, actor);
        ledger.revoke(keyId, actor);
        standings.invalidate(keyId);
    }

    /** Who shuts the last administrator out by mistake would have to go to the machine. */
    private static void requireOther(String keyId, String actor) {
        if (keyId.equals(actor)) {
            throw new Failure(FailureCode.WRONG_STATE, Map.of("what", "own account"));
        }
    }

    /** @param language {@code zh} or {@code en} */
    public void speak(String keyId, String language) {
        ledger.speak(keyId, language);
    }
}
