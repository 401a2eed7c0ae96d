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

    /** The end of the path of an encryption certificate: its key usage, where it states one, must be for keys or data. */
    static void requireRecipient(X509CertificateHolder leaf) throws CertificateRefused {
        KeyUsage usage = keyUsage(leaf);
        if (usage != null
                && !usage.hasUsages(KeyUsage.keyEncipherment)
                && !usage.hasUsages(KeyUsage.dataEncipherment)) {
            throw new CertificateRefused(Reason.NOT_FOR_ENCRYPTION);
        }
    }

    /** An issuer of revocation lists (RFC 5280 §6.3.3 f). */
    static boolean maySignRevocationLists(X509CertificateHolder issuer) throws CertificateRefused {
        KeyUsage usage = keyUsage(issuer);
        return usage == null || usage.hasUsages(KeyUsage.cRLSign);
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
        requireSm2Signature(
                certificate.getSignatureAlgorithm(),
                certificate.toASN1Structure().getTBSCertificate().getSignature());
    }

    /** A certificate or list names its algorithm twice, and only the second is signed (RFC 5280 §4.1.1.2). */
    static void requireSm2Signature(AlgorithmIdentifier outer, AlgorithmIdentifier signed) throws CertificateRefused {
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
            return isSignedBy(signed, certificate.getSignature(), issuer);
        } catch (IOException | IllegalStateException e) {
            throw new CertificateRefused(Reason.MALFORMED, e);
        }
    }

    static boolean isSignedBy(byte[] signed, byte[] signature, X509CertificateHolder issuer) throws CertificateRefused {
        try {
            new Sm2Verifier(publicKey(issuer)).verify(signed, signature);
            return true;
        } catch (SignatureRefused e) {
            return false;
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
