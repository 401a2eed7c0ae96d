package org.shuqiao.routes.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.TlsKey;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.UncertifiedKey;
import org.shuqiao.certs.UnusableKey;
import org.shuqiao.certs.keys.SealBroken;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.KeyLedger;
import org.shuqiao.routes.ledger.NewKey;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.Uuid7;

/**
 * What officers do with keys. Every action is committed with its leaf in the log and is seen by this gateway at once, by others
 * within a second. Nothing here gives private bytes to anybody.
 *
 * <p>All methods throw {@link Failure}: {@link FailureCode#NOT_FOUND} for a key that is not there, {@link FailureCode#WRONG_STATE} for
 * one that the action does not fit.
 */
public final class KeyOffice {
    private static final int SECRET_BYTES = 32;

    private final KeyStore store;
    private final KeyLedger ledger;
    private final KeyVault vault;
    private final TrustedCertificates authorities;
    private final Uuid7 ids;
    private final SecureRandom random;
    private final Clock clock;

    /** @param authorities who may certify statement and log keys */
    public KeyOffice(KeyStore store, TrustedCertificates authorities, Uuid7 ids, SecureRandom random, Clock clock) {
        this.store = store;
        this.ledger = store.ledger();
        this.vault = store.vault();
        this.authorities = authorities;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a key: 32 random bytes for MASKING, a key on P-256 for TLS, an SM2 key for every other role.
     *
     * @param owner gateway of a STATEMENT or TLS key, platform of a CALL key; empty for LOG and MASKING, which all gateways share
     */
    public StoredKey generate(Role role, String owner, String actor) {
        UUID id = ids.next();
        if (role == Role.MASKING) {
            byte[] secret = new byte[SECRET_BYTES];
            random.nextBytes(secret);
            return add(new NewKey(id, role, owner, Kind.SECRET, vault.seal(secret, id, role, owner), null), actor);
        }
        if (role == Role.TLS) {
            byte[] sealed = vault.seal(TlsKey.generate(random), id, owner);
            return add(new NewKey(id, role, owner, Kind.EC, sealed, null), actor);
        }
        byte[] sealed = vault.seal(UncertifiedKey.generate(random), id, role, owner);
        return add(new NewKey(id, role, owner, Kind.SM2, sealed, null), actor);
    }

    /** Takes a secret that was agreed with a platform; it is in force once it is activated. */
    public StoredKey handIn(String platform, byte[] secret, String actor) {
        UUID id = ids.next();
        byte[] sealed = vault.seal(secret, id, Role.CALL, platform);
        return add(new NewKey(id, Role.CALL, platform, Kind.SECRET, sealed, null), actor);
    }

    /** Puts a certified key in force unless this role and owner had one before. */
    public void importFirst(Role role, String owner, UncertifiedKey key, CertificateChain chain) {
        key.certified(chain);
        UUID id = ids.next();
        byte[] sealed = vault.seal(key, id, role, owner);
        first(new NewKey(id, role, owner, Kind.SM2, sealed, chain.pem()));
    }

    /** Puts a secret in force unless this role and owner had one before. */
    public void importFirst(Role role, String owner, byte[] secret) {
        UUID id = ids.next();
        first(new NewKey(id, role, owner, Kind.SECRET, vault.seal(secret, id, role, owner), null));
    }

    private void first(NewKey key) {
        ledger.addFirst(key, store.gateway());
        store.refresh();
    }

    /** Returns every key, oldest first. */
    public List<StoredKey> keys() {
        return ledger.all();
    }

    /**
     * Asks an authority for the certificate of a key.
     *
     * @param names host names and addresses that clients of a TLS key know the gateway by, 1 to 20; none for every other role
     * @return PEM of a PKCS#10 request; the names are in it, or a common name that says role, owner and version
     * @throws Failure {@link FailureCode#BAD_REQUEST} for other names
     */
    public byte[] csr(UUID id, List<String> names) {
        StoredKey key = key(id);
        requireState(key, isCertifiable(key), "GENERATED");
        try {
            return key.kind() == Kind.EC ? csr(vault.tlsKey(key), names) : csr(key, names);
        } catch (SealBroken broken) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), broken);
        }
    }

    private byte[] csr(StoredKey key, List<String> names) throws SealBroken {
        if (!names.isEmpty()) {
            throw namesRefused();
        }
        String owner = key.owner().isEmpty() ? "" : " " + key.owner();
        return vault.uncertified(key)
                .csr("Shuqiao " + key.role().name().toLowerCase(Locale.ROOT) + owner + " " + key.version(), random);
    }

    private byte[] csr(TlsKey key, List<String> names) {
        try {
            return key.csr(names, random);
        } catch (IllegalArgumentException otherNames) {
            throw namesRefused();
        }
    }

    private static Failure namesRefused() {
        return new Failure(FailureCode.BAD_REQUEST, Map.of("member", "name"));
    }

    private static boolean isCertifiable(StoredKey key) {
        return (key.kind() == Kind.SM2 || key.kind() == Kind.EC) && key.state() == StoredKey.State.GENERATED;
    }

    /**
     * Takes the certificates of a key.
     *
     * @param pem the key's own first; those of statement and log keys must lead to an authority that this gateway trusts now, those
     *     of TLS keys must be fit to be shown to clients
     * @throws Failure {@link FailureCode#KEY_CHAIN_REFUSED} with the reason
     */
    public StoredKey certify(UUID id, byte[] pem, String actor) {
        StoredKey key = key(id);
        requireState(key, isCertifiable(key), "GENERATED");
        byte[] chain = verified(key, pem);
        requireState(key, ledger.certify(id, chain, actor), "GENERATED");
        return changed(id);
    }

    private byte[] verified(StoredKey key, byte[] pem) {
        try {
            CertificateChain chain = CertificateChain.parse(pem);
            if (key.kind() == Kind.EC) {
                vault.tlsKey(key).requireFit(chain, clock.instant());
                return chain.pem();
            }
            vault.uncertified(key).certified(chain);
            if (key.role() == Role.STATEMENT || key.role() == Role.LOG) {
                authorities.verifier(chain, clock.instant());
            }
            return chain.pem();
        } catch (CertificateRefused refused) {
            throw chainRefused(refused.reason().name());
        } catch (UnusableKey otherKey) {
            throw chainRefused("OTHER_KEY");
        } catch (SealBroken broken) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), broken);
        }
    }

    /**
     * Puts a key in force; the newest one that is in force is used. Others of its place stay as they are until they are retired.
     *
     * @param at from when on; the past means now
     * @throws Failure {@link FailureCode#KEY_CHAIN_REFUSED} where its certificate is not valid then
     */
    public StoredKey activate(UUID id, Instant at, String actor) {
        StoredKey key = key(id);
        Instant now = clock.instant();
        Instant from = at.isBefore(now) ? now : at;
        if (key.chain() != null) {
            CertificateChain chain = KeyVault.chain(key);
            if (from.isBefore(chain.validFrom()) || from.isAfter(chain.validUntil())) {
                throw chainRefused(CertificateRefused.Reason.EXPIRED.name());
            }
        }
        requireState(key, ledger.activate(id, from, actor), "CERTIFIED");
        return changed(id);
    }

    /** Ends the use of a key that did no harm; what it has signed stays as it is. */
    public StoredKey retire(UUID id, String reason, String actor) {
        requireState(key(id), ledger.retire(id, reason, actor), "GENERATED, CERTIFIED or ACTIVE");
        return changed(id);
    }

    /**
     * Ends the use of a key that others may have. Nothing that was signed with it leaves any more: it is signed anew with another
     * key.
     *
     * @param from since when others may have it; not in the future
     */
    public StoredKey compromised(UUID id, Instant from, String reason, String actor) {
        if (from.isAfter(clock.instant())) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", "from"));
        }
        requireState(key(id), ledger.compromised(id, from, reason, actor), "any but COMPROMISED");
        return changed(id);
    }

    private StoredKey add(NewKey key, String actor) {
        StoredKey stored = ledger.add(key, actor);
        store.refresh();
        return stored;
    }

    private StoredKey changed(UUID id) {
        store.refresh();
        return key(id);
    }

    private StoredKey key(UUID id) {
        return ledger.find(id).orElseThrow(() -> new Failure(FailureCode.NOT_FOUND, Map.of("what", "key")));
    }

    private static void requireState(StoredKey key, boolean fits, String needs) {
        if (!fits) {
            throw new Failure(
                    FailureCode.WRONG_STATE,
                    Map.of("what", "key", "state", key.state().name(), "needs", needs));
        }
    }

    private static Failure chainRefused(String reason) {
        return new Failure(FailureCode.KEY_CHAIN_REFUSED, Map.of("reason", reason));
    }
}
