package org.shuqiao.certs.time;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.time.TimestampRefused.Reason;

/** Follows certificates from a signer to a trust anchor, with the JDK's own path validation (RFC 5280 §6). */
final class TimestampPath {
    private static final int MAX_CERTIFICATES = 5;
    private static final int NO_AUTHORITY = -1;

    private final List<X509Certificate> anchors;

    private TimestampPath(List<X509Certificate> anchors) {
        this.anchors = List.copyOf(anchors);
    }

    static TimestampPath of(List<byte[]> pems) {
        var anchors = new ArrayList<X509Certificate>();
        for (byte[] pem : pems) {
            try {
                var certificates = factory().generateCertificates(new ByteArrayInputStream(pem));
                for (var certificate : certificates) {
                    anchors.add(requireAuthority((X509Certificate) certificate));
                }
                if (certificates.isEmpty()) {
                    throw new IllegalArgumentException("no certificate of a time-stamp authority");
                }
            } catch (CertificateException e) {
                throw new IllegalArgumentException("not certificates of time-stamp authorities", e);
            }
        }
        return new TimestampPath(anchors);
    }

    boolean isEmpty() {
        return anchors.isEmpty();
    }

    byte[] pem() {
        var text = new StringBuilder();
        try {
            for (X509Certificate anchor : anchors) {
                String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(anchor.getEncoded());
                text.append("-----BEGIN CERTIFICATE-----\n").append(lines).append("\n-----END CERTIFICATE-----\n");
            }
        } catch (CertificateException e) {
            throw new IllegalStateException("a parsed certificate could not be encoded", e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Follows the path.
     *
     * @param known certificates that may be on it
     * @param at when every certificate of it, the anchor too, must have been valid
     * @return the path from the signer upwards, without the anchor
     */
    List<X509CertificateHolder> follow(X509CertificateHolder signer, List<X509CertificateHolder> known, Instant at)
            throws IOException, TimestampRefused {
        var path = new ArrayList<X509CertificateHolder>();
        for (X509CertificateHolder next = signer; next != null; next = issuerOf(next, known, path)) {
            path.add(next);
            if (!next.isValidOn(Date.from(at))) {
                throw new TimestampRefused(Reason.NOT_VALID_THEN);
            }
            if (leadsToAnchor(path, at)) {
                return path;
            }
        }
        throw new TimestampRefused(Reason.UNTRUSTED);
    }

    private static @Nullable X509CertificateHolder issuerOf(
            X509CertificateHolder certificate, List<X509CertificateHolder> known, List<X509CertificateHolder> used) {
        if (used.size() == MAX_CERTIFICATES) {
            return null;
        }
        return known.stream()
                .filter(other -> other.getSubject().equals(certificate.getIssuer()) && !used.contains(other))
                .findFirst()
                .orElse(null);
    }

    private boolean leadsToAnchor(List<X509CertificateHolder> path, Instant at) throws IOException {
        try {
            var certificates = new ArrayList<X509Certificate>();
            for (X509CertificateHolder certificate : path) {
                certificates.add((X509Certificate)
                        factory().generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
            }
            X509Certificate last = certificates.get(certificates.size() - 1);
            for (X509Certificate anchor : anchors) {
                if (last.getIssuerX500Principal().equals(anchor.getSubjectX500Principal())
                        && validates(certificates, anchor, at)) {
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException e) {
            return false; // a certificate that the JDK cannot read, for example one on the SM2 curve
        }
    }

    private static boolean validates(List<X509Certificate> path, X509Certificate anchor, Instant at)
            throws GeneralSecurityException {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
        parameters.setDate(Date.from(at));
        parameters.setRevocationEnabled(false);
        try {
            anchor.checkValidity(Date.from(at)); // which path validation does not ask of an anchor
            CertPathValidator.getInstance("PKIX").validate(factory().generateCertPath(path), parameters);
            return true;
        } catch (CertificateException | java.security.cert.CertPathValidatorException e) {
            return false;
        }
    }

    private static X509Certificate requireAuthority(X509Certificate certificate) {
        if (certificate.getBasicConstraints() == NO_AUTHORITY) {
            throw new IllegalArgumentException("a certificate of a time-stamp authority's CA is needed, not its own");
        }
        return certificate;
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
