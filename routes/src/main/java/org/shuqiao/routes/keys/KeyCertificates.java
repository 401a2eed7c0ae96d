package org.shuqiao.routes.keys;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.shuqiao.certs.CertificateChain;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.TlsKey;
import org.shuqiao.certs.TrustedCertificates;
import org.shuqiao.certs.UnusableKey;
import org.shuqiao.certs.keys.SealBroken;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.ledger.StoredKey;

/** What authorities are asked for, for keys, and what of their answers is taken. */
final class KeyCertificates {
    private final KeyVault vault;
    private final TrustedCertificates authorities;
    private final SecureRandom random;
    private final Clock clock;

    KeyCertificates(KeyVault vault, TrustedCertificates authorities, SecureRandom random, Clock clock) {
        this.vault = vault;
        this.authorities = authorities;
        this.random = random;
        this.clock = clock;
    }

    /** As {@link KeyOffice#csr}. */
    byte[] request(StoredKey key, List<String> names) {
        try {
            return key.kind() == StoredKey.Kind.EC ? ofServer(vault.tlsKey(key), names) : ofOther(key, names);
        } catch (SealBroken broken) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), broken);
        }
    }

    private byte[] ofOther(StoredKey key, List<String> names) throws SealBroken {
        if (!names.isEmpty()) {
            throw namesRefused();
        }
        String owner = key.owner().isEmpty() ? "" : " " + key.owner();
        return vault.uncertified(key)
                .csr("Shuqiao " + key.role().name().toLowerCase(Locale.ROOT) + owner + " " + key.version(), random);
    }

    private byte[] ofServer(TlsKey key, List<String> names) {
        try {
            return key.csr(names, random);
        } catch (IllegalArgumentException otherNames) {
            throw namesRefused();
        }
    }

    private static Failure namesRefused() {
        return new Failure(FailureCode.BAD_REQUEST, Map.of("member", "name"));
    }

    /** As {@link KeyOffice#certify}. */
    byte[] verified(StoredKey key, byte[] pem) {
        try {
            CertificateChain chain = CertificateChain.parse(pem);
            if (key.kind() == StoredKey.Kind.EC) {
                vault.tlsKey(key).requireFit(chain, clock.instant());
                return chain.pem();
            }
            vault.uncertified(key).certified(chain);
            if (key.role() == StoredKey.Role.STATEMENT || key.role() == StoredKey.Role.LOG) {
                authorities.verifier(chain, clock.instant());
            }
            return chain.pem();
        } catch (CertificateRefused refused) {
            throw refused(refused.reason().name());
        } catch (UnusableKey otherKey) {
            throw refused("OTHER_KEY");
        } catch (SealBroken broken) {
            throw new Failure(FailureCode.INTERNAL, Map.of(), broken);
        }
    }

    static Failure refused(String reason) {
        return new Failure(FailureCode.KEY_CHAIN_REFUSED, Map.of("reason", reason));
    }
}
