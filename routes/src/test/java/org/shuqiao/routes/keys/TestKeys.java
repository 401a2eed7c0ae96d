package org.shuqiao.routes.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.shuqiao.certs.DevelopmentAuthority;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.keys.MasterKey;
import org.shuqiao.mappings.ChinaTime;
import org.shuqiao.routes.ledger.KeyLedger;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.ledger.StoredKey.Role;
import org.shuqiao.routes.ledger.Uuid7;

/** The keys of gateways on one ledger, all made for the test and certified by one authority. */
public final class TestKeys {
    public static final String OFFICER = "officer";

    private final SecureRandom random = new SecureRandom();
    private final KeyLedger ledger;
    private final DevelopmentAuthority authority;
    private final Clock clock;
    private final Uuid7 ids;
    private final MasterKey master = randomMaster();

    public TestKeys(Ledger ledger, DevelopmentAuthority authority, Clock clock) {
        this.ids = new Uuid7(clock, random);
        this.ledger = ledger.keys();
        this.authority = authority;
        this.clock = clock;
    }

    static MasterKey randomMaster() {
        byte[] key = new byte[MasterKey.BYTES];
        new SecureRandom().nextBytes(key);
        return new MasterKey(key);
    }

    KeyLedger ledger() {
        return ledger;
    }

    /** The keys of one gateway, as they are. */
    public KeyStore open(String gateway) {
        return KeyStore.open(ledger, master, gateway, null, random, clock);
    }

    KeyStore open(String gateway, MasterKey other) {
        return KeyStore.open(ledger, other, gateway, null, random, clock);
    }

    /** The keys of one gateway whose statement key is elsewhere; the others are made. */
    public KeyStore openWithRemote(String gateway, Signer remote) {
        RemoteKey key = new RemoteKey(remote, authority.trusted(), clock);
        KeyStore store = KeyStore.open(ledger, master, gateway, key, random, clock);
        rotate(store, Role.LOG, "");
        rotate(store, Role.MASKING, "");
        return store;
    }

    /** The keys of one gateway, which can do everything. */
    public KeyStore openWithAll(String gateway) {
        KeyStore store = open(gateway);
        for (Role role : store.missing()) {
            rotate(store, role, role == Role.STATEMENT ? gateway : "");
        }
        return store;
    }

    public KeyOffice office(KeyStore store) {
        return new KeyOffice(store, authority.trusted(), ids, random, clock);
    }

    /** A new key of this place, in force at once; a masking key for the records of next year and, where it is alone, for all. */
    public UUID rotate(KeyStore store, Role role, String owner) {
        return rotate(store, role, owner, clock.instant());
    }

    UUID rotate(KeyStore store, Role role, String owner, Instant at) {
        UUID id = certified(store, role, owner);
        if (role == Role.MASKING) {
            office(store).activateMasking(id, at, ChinaTime.year(at) + 1, OFFICER);
        } else {
            office(store).activate(id, at, OFFICER);
        }
        return id;
    }

    UUID certified(KeyStore store, Role role, String owner) {
        UUID id = office(store).generate(role, owner, OFFICER).id();
        if (role != Role.MASKING) {
            office(store)
                    .certify(
                            id,
                            authority.certify(office(store).csr(id, List.of())).pem(),
                            OFFICER);
        }
        return id;
    }
}
