package org.shuqiao.certs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Whom a client of ours believes in TLS: the authorities that Java trusts, and those that are named. */
public final class TlsTrust {
    private TlsTrust() {}

    /**
     * Makes the context for a client.
     *
     * @param caFiles PEM files of certificates that are trusted besides those of Java
     * @throws IOException if a file cannot be read or holds no certificate; the message names it
     */
    public static SSLContext context(List<Path> caFiles) throws IOException {
        try {
            KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
            anchors.load(null, null);
            for (X509Certificate ours : trustedByJava()) {
                anchors.setCertificateEntry("java-" + anchors.size(), ours);
            }
            for (Path file : caFiles) {
                for (Certificate named : read(file)) {
                    anchors.setCertificateEntry("named-" + anchors.size(), named);
                }
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS of Java cannot be set up", e);
        }
    }

    private static X509Certificate[] trustedByJava() throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init((KeyStore) null);
        for (TrustManager manager : managers.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                return known.getAcceptedIssuers();
            }
        }
        return new X509Certificate[0];
    }

    private static Iterable<? extends Certificate> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var certificates =
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new IOException("no certificate in " + file);
            }
            return certificates;
        } catch (CertificateException e) {
            throw new IOException("no certificate in " + file, e);
        }
    }
}
