package org.shuqiao.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.Sm3;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.CenterLedger;
import org.shuqiao.routes.ledger.CenterLedger.NewApiKey;
import org.shuqiao.routes.ledger.CenterLedger.StoredKey;

/**
 * API keys {@code sq_<id>_<secret>}: 256 random bits, shown once, kept as SM3 only. A plain hash is enough for a secret
 * that nobody chose. A revocation works at once on this gateway and within {@link #KEPT_FOR} on others.
 */
public final class ApiKeys {
    private static final Duration KEPT_FOR = Duration.ofSeconds(1);
    private static final String PREFIX = "sq_";
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final int KEY_CHARS = PREFIX.length() + 2 * ID_BYTES + 1 + 43;
    private static final int KEYS_KEPT = 10_000;

    private final CenterLedger ledger;
    private final SecureRandom random;
    private final LoadingCache<String, Optional<StoredKey>> known;

    ApiKeys(CenterLedger ledger, SecureRandom random) {
        this.ledger = ledger;
        this.random = random;
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(KEPT_FOR)
                .maximumSize(KEYS_KEPT)
                .build(ledger::key);
    }

    /** @param apiKey the only time that it is seen */
    public record Issued(String keyId, String apiKey) {}

    /**
     * Who calls, by an API key or signed in at the console.
     *
     * @param center null for roles that belong to no center
     */
    public record Caller(String keyId, Role role, @Nullable String center) {
        /** USCI of the center that calls; only where nobody else may. */
        public String ownCenter() {
            return Objects.requireNonNull(center, "a key of role CENTER has a center");
        }
    }

    /** What a caller may do at all; {@code AUDITOR} sees what operators and officers see, and changes nothing. */
    public enum Role {
        CENTER,
        OPERATOR,
        OFFICER,
        ADMIN,
        AUDITOR
    }

    /**
     * @param center for {@link Role#CENTER} only
     * @param holder null where no person has the key alone
     * @param issuer id of the key with which it is issued, or a word for the gateway itself
     * @throws Failure {@link FailureCode#NOT_FOUND} for a center that is not registered
     */
    public Issued issue(Role role, @Nullable String center, String label, @Nullable String holder, String issuer) {
        return issue(role, center, label, holder, key -> {
            if (!ledger.addKey(key, issuer)) {
                throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "center"));
            }
        });
    }

    /** To a center, by somebody of its own. */
    Issued issue(String center, String label, Consumer<NewApiKey> storing) {
        return issue(Role.CENTER, center, label, null, storing);
    }

    private Issued issue(
            Role role, @Nullable String center, String label, @Nullable String holder, Consumer<NewApiKey> storing) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String keyId = freshId(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        storing.accept(new NewApiKey(keyId, hash(text), role.name(), center, label, holder));
        return new Issued(keyId, PREFIX + keyId + "_" + text);
    }

    static String freshId(SecureRandom random) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** @return empty where the key is malformed, unknown, wrong or revoked; a caller cannot tell which */
    Optional<Caller> authenticate(String apiKey) {
        int secretAt = PREFIX.length() + 2 * ID_BYTES + 1;
        if (apiKey.length() != KEY_CHARS || !apiKey.startsWith(PREFIX) || apiKey.charAt(secretAt - 1) != '_') {
            return Optional.empty();
        }
        byte[] hash = hash(apiKey.substring(secretAt));
        return known.get(apiKey.substring(PREFIX.length(), secretAt - 1))
                .filter(key -> !key.revoked() && MessageDigest.isEqual(key.secretHash(), hash))
                .map(key -> new Caller(key.id(), Role.valueOf(key.role()), key.center()));
    }

    /**
     * @param actor id of the key with which it is revoked
     * @throws Failure {@link FailureCode#NOT_FOUND} where no such key is in force
     */
    public void revoke(String keyId, String actor) {
        boolean revoked = ledger.revokeKey(keyId, actor);
        known.invalidate(keyId);
        if (!revoked) {
            throw new Failure(FailureCode.NOT_FOUND, Map.of("what", "api key"));
        }
    }

    /** It was revoked elsewhere, and is good for nothing here from now on. */
    void forget(String keyId) {
        known.invalidate(keyId);
    }

    private static byte[] hash(String secret) {
        return Sm3.digest(secret.getBytes(StandardCharsets.UTF_8));
    }
}
