package org.shuqiao.certs;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.jspecify.annotations.Nullable;
import org.shuqiao.certs.CertificateRefused.Reason;

/** What one certificate must satisfy on a path to a trust anchor (RFC 5280), each rule alone. */
final class CertificateRules {
    private static final int VERSION_WITH_EXTENSIONS = 3;
    private static final Set<ASN1ObjectIdentifier> UNDERSTOOD = Set.of(Extension.basicConstraints, Extension.keyUsage);

    private CertificateRules() {}

    /** The end of the path: its key usage, where it states one, must be for documents. */
    static void requireSigner(X509CertificateHolder leaf) throws CertificateRefused {
        KeyUsage usage = keyUsage(leaf);
        if (usage != null && !usage.hasUsages(KeyUsage.digitalSignature) && !usage.hasUsages(KeyUsage.nonRepudiation)) {
            throw new CertificateRefused(Reason.NOT_FOR_SIGNING);
        }
    }

    /**
     * An issuer on the path.
     *
     * @param authoritiesBelow how many other issuers stand between it and the leaf
     */
    static void requireAuthority(X509CertificateHolder issuer, int authoritiesBelow) throws CertificateRefused {
        BasicConstraints constraints = basicConstraints(issuer);
        KeyUsage usage = keyUsage(issuer);
        if (issuer.getVersionNumber() != VERSION_WITH_EXTENSIONS
                || constraints == null
                || !constraints.isCA()
                || (usage != null && !usage.hasUsages(KeyUsage.keyCertSign))) {
            throw new CertificateRefused(Reason.NOT_AN_AUTHORITY);
        }
        var limit = constraints.getPathLenConstraintInteger();
        if (limit != null && limit.getValue().compareTo(BigInteger.valueOf(authoritiesBelow)) < 0) {
            throw new CertificateRefused(Reason.PATH_TOO_LONG);
        }
    }

    static void requireValid(X509CertificateHolder certificate, Instant at) throws CertificateRefused {
        if (at.isBefore(certificate.getNotBefore().toInstant())) {
            throw new CertificateRefused(Reason.NOT_YET_VALID);
        }
        if (at.isAfter(certificate.getNotAfter().toInstant())) {
            throw new CertificateRefused(Reason.EXPIRED);
        }
    }

    static void requireKnownExtensions(X509CertificateHolder certificate) throws CertificateRefused {
        if (!UNDERSTOOD.containsAll(certificate.getCriticalExtensionOIDs())) {
            throw new CertificateRefused(Reason.UNKNOWN_CRITICAL_EXTENSION);
        }
    }

    static void requireSm2Signature(X509CertificateHolder certificate) throws CertificateRefused {
        AlgorithmIdentifier outer = certificate.getSignatureAlgorithm();
        AlgorithmIdentifier signed =
                certificate.toASN1Structure().getTBSCertificate().getSignature();
        boolean bare = outer.getParameters() == null || DERNull.INSTANCE.equals(outer.getParameters());
        if (!outer.equals(signed) || !bare || !outer.getAlgorithm().equals(Sm2.SIGNATURE_ALGORITHM.getAlgorithm())) {
            throw new CertificateRefused(Reason.NOT_SM2);
        }
    }

    static ECPublicKeyParameters publicKey(X509CertificateHolder certificate) throws CertificateRefused {
        try {
            return Sm2.publicKey(certificate.getSubjectPublicKeyInfo());
        } catch (RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new CertificateRefused(Reason.NOT_SM2, e);
        }
    }

    static boolean isSignedBy(X509CertificateHolder certificate, X509CertificateHolder issuer)
            throws CertificateRefused {
        try {
            byte[] signed = certificate.toASN1Structure().getTBSCertificate().getEncoded(ASN1Encoding.DER);
            new Sm2Verifier(publicKey(issuer)).verify(signed, certificate.getSignature());
            return true;
        } catch (SignatureRefused e) {
            return false;
        } catch (IOException | IllegalStateException e) {
            throw new CertificateRefused(Reason.MALFORMED, e);
        }
    }

    private static @Nullable KeyUsage keyUsage(X509CertificateHolder certificate) throws CertificateRefused {
        try {
            return KeyUsage.fromExtensions(certificate.getExtensions());
        } catch (RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new CertificateRefused(Reason.MALFORMED, e);
        }
    }

    private static @Nullable BasicConstraints basicConstraints(X509CertificateHolder certificate)
            throws CertificateRefused {
        try {
            return BasicConstraints.fromExtensions(certificate.getExtensions());
        } catch (RuntimeException e) { // broken input makes Bouncy Castle throw almost anything
            throw new CertificateRefused(Reason.MALFORMED, e);
        }
    }
}
