package org.shuqiao.certs;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * What a server shows of itself in TLS: a key with its certificates, leaf first. Any authority may have issued them, also one that
 * clients alone know, so nothing here says that it is trusted. Immutable and thread-safe.
 */
public final class TlsIdentity {
    private static final char[] NO_PASSWORD = {};

    private final CertificateChain chain;
    private final X509ExtendedKeyManager keyManager;

    private TlsIdentity(CertificateChain chain, X509ExtendedKeyManager keyManager) {
        this.chain = chain;
        this.keyManager = keyManager;
    }

    static TlsIdentity of(byte[] pkcs8, CertificateChain chain) {
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            X509Certificate[] certificates = TlsCertificates.read(chain).toArray(X509Certificate[]::new);
            store.setKeyEntry("tls", key, NO_PASSWORD, certificates);
            var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, NO_PASSWORD);
            return new TlsIdentity(chain, (X509ExtendedKeyManager) managers.getKeyManagers()[0]);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new UnusableKey("Java cannot show these certificates in TLS");
        }
    }

    /** Returns the certificates, leaf first. */
    public CertificateChain chain() {
        return chain;
    }

    /** Returns what TLS of Java takes the key and the certificates from. It hands the key to whoever asks, so keep it. */
    public X509ExtendedKeyManager keyManager() {
        return keyManager;
    }

    /** Names the certificate, nothing of the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + chain.leafSerialHex() + "]";
    }
}
