package org.shuqiao.certs;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/** Makes SM2 keys and X.509 v3 certificates signed with SM2 (GM/T 0015-2012, RFC 5280). */
final class CertificateFactory {
    private static final Duration VALIDITY = Duration.ofDays(3_650);

    /** A neighbour whose clock is behind must not find the certificate of the future. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private static final int SERIAL_BYTES = 16;
    private static final int KEY_ID_BYTES = 20;

    private final Clock clock;
    private final SecureRandom random;

    CertificateFactory(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    byte[] newKeyPem() {
        byte[] pkcs8 = UncertifiedKey.generate(random).encoded();
        return Pem.encode(Pem.PRIVATE_KEY, pkcs8).getBytes(StandardCharsets.US_ASCII);
    }

    /** A self-signed authority that may issue leaves but no further authorities. */
    X509CertificateHolder authority(X500Name subject, ECPrivateKeyParameters key) {
        SubjectPublicKeyInfo publicKey = Sm2.encode(Sm2.publicKeyOf(key));
        try {
            return builder(subject, subject, publicKey)
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .build(new Sm2ContentSigner(new Sm2Signing(key, random)::sign));
        } catch (CertIOException e) {
            throw new IllegalStateException("an extension could not be encoded", e);
        }
    }

    /** A certificate that is no authority's. */
    X509CertificateHolder leaf(X500Name subject, SubjectPublicKeyInfo publicKey, KeyUsage usage, SigningKey authority) {
        X509CertificateHolder issuer = authority.chain().leaf();
        try {
            return builder(issuer.getSubject(), subject, publicKey)
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new AuthorityKeyIdentifier(keyId(issuer.getSubjectPublicKeyInfo())))
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, usage)
                    .build(new Sm2ContentSigner(authority.signer(random)::sign));
        } catch (CertIOException e) {
            throw new IllegalStateException("an extension could not be encoded", e);
        }
    }

    /** A certificate of the usual dates with a new serial number. */
    X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, SubjectPublicKeyInfo key)
            throws CertIOException {
        Instant now = clock.instant();
        var serial = new byte[SERIAL_BYTES];
        random.nextBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x3f) | 0x40); // positive and of full length (RFC 5280 §4.1.2.2)
        return new X509v3CertificateBuilder(
                        issuer,
                        new BigInteger(serial),
                        Date.from(now.minus(CLOCK_SKEW)),
                        Date.from(now.plus(VALIDITY)),
                        subject,
                        key)
                .addExtension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(keyId(key)));
    }

    /** The first 160 bits of the key's hash (RFC 7093 §2), with SM3. */
    static byte[] keyId(SubjectPublicKeyInfo key) {
        return Arrays.copyOf(Sm3.digest(key.getPublicKeyData().getBytes()), KEY_ID_BYTES);
    }
}
