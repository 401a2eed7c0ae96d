package org.shuqiao.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused.Reason;

/**
 * X.509 certificates as someone presented them, leaf first. Parsed, not trusted: only {@link TrustedCertificates} says whether a
 * chain leads anywhere. Immutable; equal when the certificates are.
 */
public final class CertificateChain {
    /** The most certificates a chain may hold. */
    public static final int MAX_CERTIFICATES = 8;

    /** The longest PEM text that is read. */
    public static final int MAX_PEM_BYTES = 65_536;

    private final List<X509CertificateHolder> certificates;
    private volatile byte @Nullable [] pem;

    CertificateChain(List<X509CertificateHolder> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    /**
     * Reads PEM text (RFC 7468) of one or more certificates, leaf first.
     *
     * @throws CertificateRefused as {@link Reason#MALFORMED} if it is anything else
     */
    public static CertificateChain parse(byte[] pem) throws CertificateRefused {
        if (pem.length > MAX_PEM_BYTES) {
            throw new CertificateRefused(Reason.MALFORMED);
        }
        try {
            List<byte[]> contents = Pem.decode(pem, Pem.CERTIFICATE);
            if (contents.isEmpty() || contents.size() > MAX_CERTIFICATES) {
                throw new CertificateRefused(Reason.MALFORMED);
            }
            var certificates = new X509CertificateHolder[contents.size()];
            for (int i = 0; i < certificates.length; i++) {
                certificates[i] = certificate(contents.get(i));
            }
            return new CertificateChain(List.of(certificates));
        } catch (IOException | RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new CertificateRefused(Reason.MALFORMED, e);
        }
    }

    /** Reads one certificate, which must be strict DER. */
    static X509CertificateHolder certificate(byte[] der) throws IOException, CertificateRefused {
        var certificate = new X509CertificateHolder(der);
        boolean canonical = Arrays.equals(der, certificate.toASN1Structure().getEncoded(ASN1Encoding.DER));
        // Bouncy Castle reads dates and bit strings late; asking now keeps surprises out of every later call.
        Instant notBefore = certificate.getNotBefore().toInstant();
        boolean dated = certificate.getNotAfter().toInstant().isAfter(notBefore);
        boolean signed = certificate.getSignature().length > 0;
        if (!canonical || !dated || !signed || certificate.getSerialNumber().signum() <= 0) {
            throw new CertificateRefused(Reason.MALFORMED);
        }
        return certificate;
    }

    /** Returns the certificates as PEM text, leaf first: 64 columns, line feeds, nothing between them. */
    public byte[] pem() {
        byte[] known = pem;
        if (known == null) {
            var text = new StringBuilder();
            for (X509CertificateHolder certificate : certificates) {
                text.append(Pem.encode(Pem.CERTIFICATE, der(certificate)));
            }
            known = text.toString().getBytes(StandardCharsets.US_ASCII);
            pem = known; // two threads may both do it, to the same end
        }
        return known.clone();
    }

    /** Returns the leaf's serial number as OpenSSL prints it: upper-case hexadecimal, two digits a byte, no leading zero byte. */
    public String leafSerialHex() {
        String digits = leaf().getSerialNumber().toString(16);
        return (digits.length() % 2 == 0 ? digits : "0" + digits).toUpperCase(Locale.ROOT);
    }

    /**
     * Returns whom the leaf names, as RFC 4514 writes it. Names of people may stand in it: for a reader who asks, not for logs.
     */
    public String leafSubject() {
        return leaf().getSubject().toString();
    }

    /** Returns who the leaf says has issued it, as {@link #leafSubject} writes names. */
    public String leafIssuer() {
        return leaf().getIssuer().toString();
    }

    /** Returns from when all certificates are valid; that some have ended by then is possible. */
    public Instant validFrom() {
        Instant latest = Instant.MIN;
        for (X509CertificateHolder certificate : certificates) {
            Instant from = certificate.getNotBefore().toInstant();
            latest = from.isAfter(latest) ? from : latest;
        }
        return latest;
    }

    /** Returns until when all certificates are valid. */
    public Instant validUntil() {
        Instant earliest = Instant.MAX;
        for (X509CertificateHolder certificate : certificates) {
            Instant until = certificate.getNotAfter().toInstant();
            earliest = until.isBefore(earliest) ? until : earliest;
        }
        return earliest;
    }

    /** Returns the DER bytes of every certificate, leaf first. */
    public List<byte[]> ders() {
        return certificates.stream().map(CertificateChain::der).toList();
    }

    /** Returns the DER bytes of the leaf. */
    public byte[] leafDer() {
        return der(leaf());
    }

    /** Returns the DER bytes of the leaf's SubjectPublicKeyInfo. */
    public byte[] leafKeyDer() {
        try {
            return leaf().getSubjectPublicKeyInfo().getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("a parsed key could not be encoded", e);
        }
    }

    /** Whether the leaf of another chain is somebody else's: has another key and names another subject. */
    public boolean isOfAnotherHolder(CertificateChain other) {
        return !Arrays.equals(leafKeyDer(), other.leafKeyDer())
                && !leaf().getSubject().equals(other.leaf().getSubject());
    }

    X509CertificateHolder leaf() {
        return certificates.get(0);
    }

    /** Returns the certificates, leaf first. */
    List<X509CertificateHolder> certificates() {
        return certificates;
    }

    static byte[] der(X509CertificateHolder certificate) {
        try {
            return certificate.getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a parsed certificate could not be encoded", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CertificateChain that && certificates.equals(that.certificates);
    }

    @Override
    public int hashCode() {
        return certificates.hashCode();
    }

    /** Returns the leaf's serial number; names of people may stand in a subject, so it stays out of logs. */
    @Override
    public String toString() {
        return "CertificateChain[" + leafSerialHex() + "]";
    }
}
