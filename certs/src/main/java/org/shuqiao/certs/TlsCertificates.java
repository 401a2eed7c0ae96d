package org.shuqiao.certs;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.shuqiao.certs.CertificateRefused.Reason;

/** Certificates as TLS of Java reads them, and what clients will hold against them. */
final class TlsCertificates {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_USE = "2.5.29.37.0";

    private TlsCertificates() {}

    static List<X509Certificate> read(CertificateChain chain) throws GeneralSecurityException {
        var certificates = new ArrayList<X509Certificate>();
        var reader = java.security.cert.CertificateFactory.getInstance("X.509");
        for (byte[] der : chain.ders()) {
            certificates.add((X509Certificate) reader.generateCertificate(new ByteArrayInputStream(der)));
        }
        return certificates;
    }

    static void requireFit(CertificateChain chain, Instant now) throws CertificateRefused {
        if (now.isAfter(chain.validUntil())) {
            throw new CertificateRefused(Reason.EXPIRED);
        }
        try {
            List<X509Certificate> certificates = read(chain);
            requireForServers(certificates.get(0));
            for (int i = 0; i + 1 < certificates.size(); i++) {
                requireIssued(certificates.get(i), certificates.get(i + 1));
            }
        } catch (GeneralSecurityException e) { // also for keys and signatures that Java does not know
            throw new CertificateRefused(Reason.NOT_FOR_TLS, e);
        }
    }

    private static void requireForServers(X509Certificate leaf) throws GeneralSecurityException, CertificateRefused {
        boolean[] usage = leaf.getKeyUsage();
        List<String> uses = leaf.getExtendedKeyUsage();
        boolean signs = usage == null || usage[0];
        boolean serves = uses == null || uses.contains(SERVER_AUTHENTICATION) || uses.contains(ANY_USE);
        boolean authority = leaf.getBasicConstraints() >= 0;
        if (!signs || !serves || authority) {
            throw new CertificateRefused(Reason.NOT_FOR_TLS);
        }
    }

    private static void requireIssued(X509Certificate certificate, X509Certificate issuer)
            throws GeneralSecurityException, CertificateRefused {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            throw new CertificateRefused(Reason.WRONG_SIGNATURE);
        }
        try {
            certificate.verify(issuer.getPublicKey());
        } catch (SignatureException | InvalidKeyException e) {
            throw new CertificateRefused(Reason.WRONG_SIGNATURE, e);
        }
    }
}
