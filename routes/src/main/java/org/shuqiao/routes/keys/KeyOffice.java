package org.shuqiao.routes.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Sm3;
import org.shuqiao.certs.TlsKey;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.UncertifiedKey;
import org.shuqiao.mappings.ChinaTime;
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
    private static final String FROM_YEAR = "fromYear";
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;

    private final KeyStore store;
    private final KeyLedger ledger;
    private final KeyVault vault;
    private final KeyCertificates certificates;
    private final Uuid7 ids;
    private final SecureRandom random;
    private final Clock clock;

    /** @param authorities who may certify statement and log keys */
    public KeyOffice(KeyStore store, TrustedCertificates authorities, Uuid7 ids, SecureRandom random, Clock clock) {
        this.store = store;
        this.ledger = store.ledger();
        this.vault = store.vault();
        this.certificates = new KeyCertificates(vault, authorities, random, clock);
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
     * Returns by what the ledger knows that it was signed with a key: SM3 of its certificates, in hexadecimal.
     *
     * @throws Failure {@link FailureCode#WRONG_STATE} for a key that never had any, and so has signed nothing
     */
    public String chainHash(UUID id) {
        StoredKey key = key(id);
        requireState(key, key.chain() != null, "CERTIFIED");
        return Sm3.hex(Objects.requireNonNull(key.chain()));
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
        return certificates.request(key, names);
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
        byte[] chain = certificates.verified(key, pem);
        requireState(key, ledger.certify(id, chain, actor), "GENERATED");
        return changed(id);
    }

    /**
     * Puts a key in force, other than a masking key; the newest one that is in force is used. Others of its place stay as they are until
     * they are retired.
     *
     * @param at from when on; the past means now
     * @throws Failure {@link FailureCode#KEY_CHAIN_REFUSED} where its certificate is not valid then
     */
    public StoredKey activate(UUID id, Instant at, String actor) {
        StoredKey key = key(id);
        if (key.role() == Role.MASKING) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", FROM_YEAR));
        }
        Instant from = notBeforeNow(at);
        if (key.chain() != null) {
            CertificateChain chain = KeyVault.chain(key);
            if (from.isBefore(chain.validFrom()) || from.isAfter(chain.validUntil())) {
                throw KeyCertificates.refused(CertificateRefused.Reason.EXPIRED.name());
            }
        }
        requireState(key, ledger.activate(id, from, actor), "CERTIFIED");
        return changed(id);
    }

    /**
     * Puts a masking key in force for the records of a calendar year and of later ones, until another takes over. Records of the years
     * before keep the key that they have, so that a platform can join whatever it gets of one year.
     *
     * @param at as {@link #activate}
     * @param fromYear 1900 to 9999; must not have begun by then, unless no masking key is in force
     * @throws Failure {@link FailureCode#KEY_PERIOD} for a year that has begun
     */
    public StoredKey activateMasking(UUID id, Instant at, int fromYear, String actor) {
        StoredKey key = key(id);
        if (key.role() != Role.MASKING || fromYear < FIRST_YEAR || fromYear > LAST_YEAR) {
            throw new Failure(FailureCode.BAD_REQUEST, Map.of("member", FROM_YEAR));
        }
        requireState(key, key.state() == StoredKey.State.GENERATED, "GENERATED");
        Instant from = notBeforeNow(at);
        int year = ChinaTime.year(from);
        if (!ledger.activateMasking(id, from, fromYear, year, actor)) {
            throw new Failure(FailureCode.KEY_PERIOD, Map.of(FROM_YEAR, fromYear, "begun", year));
        }
        return changed(id);
    }

    private Instant notBeforeNow(Instant at) {
        Instant now = clock.instant();
        return at.isBefore(now) ? now : at;
    }

    /**
     * Ends the use of a key that did no harm; what it has signed stays as it is. What was masked with it and has not left is masked anew.
     */
    public StoredKey retire(UUID id, String reason, String actor) {
        requireState(key(id), ledger.retire(id, reason, actor), "GENERATED, CERTIFIED or ACTIVE");
        return changed(id);
    }

    /**
     * Ends the use of a key that others may have. Nothing that was signed or masked with it leaves any more: it is made anew with
     * another key.
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
}
