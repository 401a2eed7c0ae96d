package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The key of the simulated time-stamp authority (ECDSA, P-256) and its certificates, leaf first. By the JDK alone: no
 * SM algorithm is involved.
 */
record TimestampKeys(PrivateKey key, List<X509Certificate> chain) {
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    /**
     * Reads {@code tsa.key.pem} (PKCS#8), {@code tsa.pem} (leaf first) and {@code tsa-ca.pem}. Throws
     * {@link StartupFailure} for a key of another certificate, a leaf of another authority, and a leaf that is not for
     * time stamping and nothing else (RFC 3161, 2.3).
     */
    static TimestampKeys load(Path folder) {
        List<X509Certificate> chain = certificates(folder.resolve("tsa.pem"));
        X509Certificate leaf = chain.get(0);
        requireTimeStamping(leaf, folder.resolve("tsa.pem"));
        requireIssued(leaf, folder.resolve("tsa-ca.pem"));
        TimestampKeys keys = new TimestampKeys(privateKey(folder.resolve("tsa.key.pem")), chain);
        if (!keys.isPair()) {
            throw new StartupFailure("tsa.key.pem is not the key of " + folder.resolve("tsa.pem"));
        }
        return keys;
    }

    X509Certificate leaf() {
        return chain.get(0);
    }

    /** DER signature by ECDSA with SHA-256. */
    byte[] sign(byte[] message) {
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initSign(key);
            ecdsa.update(message);
            return ecdsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ECDSA fails with a key that could be read", e);
        }
    }

    private boolean isPair() {
        byte[] probe = "probe".getBytes(UTF_8);
        try {
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(leaf());
            ecdsa.update(probe);
            return ecdsa.verify(sign(probe));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void requireTimeStamping(X509Certificate leaf, Path file) {
        try {
            Set<String> critical = leaf.getCriticalExtensionOIDs();
            List<String> usage = leaf.getExtendedKeyUsage();
            if (critical == null
                    || !critical.contains(EXTENDED_KEY_USAGE)
                    || !List.of(TIME_STAMPING).equals(usage)) {
                throw new StartupFailure(file + " is not for time stamping and nothing else");
            }
        } catch (GeneralSecurityException e) {
            throw new StartupFailure(file + " has an unreadable key usage");
        }
    }

    private static void requireIssued(X509Certificate leaf, Path authorityFile) {
        try {
            leaf.verify(certificates(authorityFile).get(0).getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new StartupFailure(authorityFile + " is not the authority of tsa.pem");
        }
    }

    private static List<X509Certificate> certificates(Path file) {
        byte[] pem = PemFile.text(file).getBytes(UTF_8);
        try {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (all.isEmpty()) {
                throw new StartupFailure(file + " holds no certificate");
            }
            return all.stream().map(X509Certificate.class::cast).toList();
        } catch (GeneralSecurityException e) {
            throw new StartupFailure(file + " is not a certificate");
        }
    }

    private static PrivateKey privateKey(Path file) {
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(PemFile.read(file, "PRIVATE KEY")));
        } catch (GeneralSecurityException e) {
            throw new StartupFailure(file + " is not an EC private key in PKCS#8");
        }
    }
}
