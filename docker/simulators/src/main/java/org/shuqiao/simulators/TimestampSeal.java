package org.shuqiao.simulators;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Seals a TSTInfo into a time-stamp token: CMS SignedData (RFC 5652) with signed attributes (RFC 3161, 2.4.2; RFC 5816). */
final class TimestampSeal {
    private static final byte[] SIGNED_DATA = DerWriter.objectIdentifier("1.2.840.113549.1.7.2");
    private static final byte[] TST_INFO = DerWriter.objectIdentifier("1.2.840.113549.1.9.16.1.4");
    private static final byte[] CONTENT_TYPE = DerWriter.objectIdentifier("1.2.840.113549.1.9.3");
    private static final byte[] MESSAGE_DIGEST = DerWriter.objectIdentifier("1.2.840.113549.1.9.4");
    private static final byte[] SIGNING_TIME = DerWriter.objectIdentifier("1.2.840.113549.1.9.5");
    private static final byte[] SIGNING_CERTIFICATE_V2 = DerWriter.objectIdentifier("1.2.840.113549.1.9.16.2.47");
    private static final byte[] SHA_256 = DerWriter.sequence(DerWriter.objectIdentifier("2.16.840.1.101.3.4.2.1"));
    private static final byte[] ECDSA_WITH_SHA_256 =
            DerWriter.sequence(DerWriter.objectIdentifier("1.2.840.10045.4.3.2"));
    private static final int DIRECTORY_NAME = 0xA4;
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final TimestampKeys keys;
    private final byte[] signerName;
    private final byte[] signingCertificate;
    private final byte[] certificates;

    TimestampSeal(TimestampKeys keys) {
        this.keys = keys;
        X509Certificate leaf = keys.leaf();
        byte[] issuer = leaf.getIssuerX500Principal().getEncoded();
        byte[] serial = DerWriter.integer(leaf.getSerialNumber());
        this.signerName = DerWriter.sequence(issuer, serial);
        byte[] issuerSerial = DerWriter.sequence(DerWriter.sequence(DerWriter.element(DIRECTORY_NAME, issuer)), serial);
        // ESSCertIDv2 without its hash algorithm, as SHA-256 is the default (RFC 5035, 4).
        byte[] id = DerWriter.sequence(DerWriter.octetString(sha256(encoded(leaf))), issuerSerial);
        this.signingCertificate = DerWriter.sequence(DerWriter.sequence(id));
        this.certificates = retagged(
                DerReader.CONTEXT_0,
                DerWriter.setOf(
                        keys.chain().stream().map(TimestampSeal::encoded).toArray(byte[][]::new)));
    }

    /** The ContentInfo with the token; the certificates are inside if they were asked for. */
    byte[] token(byte[] info, Instant signingTime, boolean withCertificates) {
        byte[] content =
                DerWriter.sequence(TST_INFO, DerWriter.element(DerReader.CONTEXT_0, DerWriter.octetString(info)));
        byte[] signedData = DerWriter.sequence(
                DerWriter.integer(3),
                DerWriter.setOf(SHA_256),
                content,
                withCertificates ? certificates : new byte[0],
                DerWriter.setOf(signerInfo(info, signingTime)));
        return DerWriter.sequence(SIGNED_DATA, DerWriter.element(DerReader.CONTEXT_0, signedData));
    }

    private byte[] signerInfo(byte[] info, Instant signingTime) {
        byte[] time = UTC_TIME.format(signingTime).getBytes(US_ASCII);
        byte[] attributes = DerWriter.setOf(
                attribute(CONTENT_TYPE, TST_INFO),
                attribute(SIGNING_TIME, DerWriter.element(DerReader.UTC_TIME, time)),
                attribute(MESSAGE_DIGEST, DerWriter.octetString(sha256(info))),
                attribute(SIGNING_CERTIFICATE_V2, signingCertificate));
        // Signed as a SET OF, carried under [0] (RFC 5652, 5.4).
        return DerWriter.sequence(
                DerWriter.integer(1),
                signerName,
                SHA_256,
                retagged(DerReader.CONTEXT_0, attributes),
                ECDSA_WITH_SHA_256,
                DerWriter.octetString(keys.sign(attributes)));
    }

    private static byte[] attribute(byte[] type, byte[] value) {
        return DerWriter.sequence(type, DerWriter.setOf(value));
    }

    private static byte[] retagged(int tag, byte[] element) {
        byte[] retagged = Arrays.copyOf(element, element.length);
        retagged[0] = (byte) tag;
        return retagged;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no SHA-256", e);
        }
    }
}
