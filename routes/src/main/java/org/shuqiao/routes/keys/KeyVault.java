package org.shuqiao.routes.keys;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.UUID;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.HmacSm3;
import org.shuqiao.certs.PrivateKeyAccess;
import org.shuqiao.certs.SigningKey;
import org.shuqiao.certs.TlsKey;
import org.shuqiao.certs.UncertifiedKey;
import org.shuqiao.certs.UnusableKey;
import org.shuqiao.certs.keys.MasterKey;
import org.shuqiao.certs.keys.SealBroken;
import org.shuqiao.routes.ledger.KeyLedger;
import org.shuqiao.routes.ledger.StoredKey;
import org.shuqiao.routes.ledger.StoredKey.Kind;
import org.shuqiao.routes.ledger.StoredKey.Role;

/** The one class between sealed rows and keys that can be used. A seal holds for one key, role and owner. */
final class KeyVault {
    private static final String CHECK_CONTEXT = "check";
    private static final byte[] CHECK = "shuqiao".getBytes(StandardCharsets.US_ASCII);

    private final MasterKey master;
    private final SecureRandom random;
    private final PrivateKeyAccess access = PrivateKeyAccess.granted();

    KeyVault(MasterKey master, SecureRandom random) {
        this.master = master;
        this.random = random;
    }

    /**
     * Compares the master key with that of the first gateway of this ledger, or is the first.
     *
     * @throws WrongMasterKey if it is another one
     */
    void requireSameMaster(KeyLedger ledger) {
        if (ledger.masterKeyCheck().isEmpty()) {
            ledger.setMasterKeyCheck(master.seal(CHECK, CHECK_CONTEXT, random));
        }
        try {
            master.open(ledger.masterKeyCheck().orElseThrow(), CHECK_CONTEXT, access);
        } catch (SealBroken broken) {
            throw new WrongMasterKey(broken);
        }
    }

    byte[] seal(UncertifiedKey key, UUID id, Role role, String owner) {
        return master.seal(key.pkcs8(access), context(id, role, owner, Kind.SM2), random);
    }

    byte[] seal(TlsKey key, UUID id, String owner) {
        return master.seal(key.pkcs8(access), context(id, Role.TLS, owner, Kind.EC), random);
    }

    byte[] seal(byte[] secret, UUID id, Role role, String owner) {
        return master.seal(secret, context(id, role, owner, Kind.SECRET), random);
    }

    /** @throws SealBroken if the row was changed or was sealed by another master */
    UncertifiedKey uncertified(StoredKey row) throws SealBroken {
        return UncertifiedKey.parse(open(row));
    }

    /**
     * @throws SealBroken as {@link #uncertified}
     * @throws UnusableKey if the certificate is of another key
     */
    SigningKey signingKey(StoredKey row) throws SealBroken {
        return uncertified(row).certified(chain(row));
    }

    /** @throws SealBroken as {@link #uncertified} */
    TlsKey tlsKey(StoredKey row) throws SealBroken {
        return TlsKey.parse(open(row));
    }

    HmacSm3 macKey(StoredKey row) throws SealBroken {
        return new HmacSm3(open(row));
    }

    byte[] secret(StoredKey row) throws SealBroken {
        return open(row);
    }

    /** Seals what is no key of this store; {@code context} says what it is. */
    byte[] seal(byte[] secret, String context) {
        return master.seal(secret, context, random);
    }

    /** Compares secrets without telling them. */
    byte[] fingerprint(byte[] secret, String context) {
        return master.fingerprint(secret, context);
    }

    /** @throws SealBroken as {@link #uncertified} */
    byte[] open(byte[] sealed, String context) throws SealBroken {
        return master.open(sealed, context, access);
    }

    private byte[] open(StoredKey row) throws SealBroken {
        return master.open(
                Objects.requireNonNull(row.sealed(), "a key that others hold is not opened"),
                context(row.id(), row.role(), row.owner(), row.kind()),
                access);
    }

    static CertificateChain chain(StoredKey row) {
        try {
            return CertificateChain.parse(Objects.requireNonNull(row.chain(), "the key is certified"));
        } catch (CertificateRefused e) {
            throw new IllegalStateException("only chains that were read are stored", e);
        }
    }

    private static String context(UUID id, Role role, String owner, Kind kind) {
        return "key_store/" + id + "/" + role + "/" + kind + "/" + owner;
    }
}
