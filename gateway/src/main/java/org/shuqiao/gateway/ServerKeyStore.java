package org.shuqiao.gateway;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.shuqiao.certs.DevelopmentAuthority;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/** One key with its certificates as an operator's files hold it. */
final class ServerKeyStore {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private ServerKeyStore() {}

    /** @param development whether a development authority is among the issuers */
    record Content(ServerIdentity identity, boolean development) {}

    /**
     * Reads it.
     *
     * @throws GeneralSecurityException if it is anything but one key with its certificates, {@link UnrecoverableKeyException} where the
     *     password is another
     */
    static Content read(SslStoreBundle bundle, String password) throws GeneralSecurityException {
        KeyStore store = bundle.getKeyStore();
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store == null ? Collections.emptyEnumeration() : store.aliases())) {
            if (store != null && store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (store == null || keys.size() != 1) {
            throw new GeneralSecurityException("not one key");
        }
        List<X509Certificate> chain = new ArrayList<>();
        for (Certificate certificate : store.getCertificateChain(keys.get(0))) {
            chain.add((X509Certificate) certificate);
        }
        requirePair(
                store.getKey(keys.get(0), password.toCharArray()), chain.get(0).getPublicKey());
        for (KeyManager manager : SslBundle.of(bundle).getManagers().getKeyManagers()) {
            if (manager instanceof X509ExtendedKeyManager usable) {
                return new Content(identity(usable, chain), chain.stream().anyMatch(DevelopmentAuthority::isIssuerOf));
            }
        }
        throw new GeneralSecurityException("no key for TLS");
    }

    private static ServerIdentity identity(X509ExtendedKeyManager keyManager, List<X509Certificate> chain) {
        Instant ends = chain.stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
        String serial = chain.get(0).getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return new ServerIdentity(keyManager, serial, ends);
    }

    /** While files are replaced one after another, key and certificate may not belong together. */
    private static void requirePair(Key key, PublicKey certified) throws GeneralSecurityException {
        String algorithm =
                switch (certified.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> certified.getAlgorithm();
                };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign((PrivateKey) key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(PROBE);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("another key");
        }
    }
}
