package org.shuqiao.simulators;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/**
 * What the simulators need of an X.509 certificate (RFC 5280) signed with SM2 and SM3 (OID 1.2.156.10197.1.501). Read
 * by hand because the JDK's parser refuses the SM2 curve. Extensions are not interpreted.
 */
final class SmCertificate {
    private static final byte[] SM2_WITH_SM3 = {
        0x30, 0x0A, 0x06, 0x08, 0x2A, (byte) 0x81, 0x1C, (byte) 0xCF, 0x55, 0x01, (byte) 0x83, 0x75
    };
    private static final int EXPLICIT_VERSION = 0xA0;

    private final byte[] toBeSigned;
    private final byte[] signature;
    private final byte[] serial;
    private final byte[] issuer;
    private final byte[] subject;
    private final byte[] subjectPublicKeyInfo;
    private final Instant notBefore;
    private final Instant notAfter;

    private SmCertificate(DerReader certificate) throws MalformedDer {
        DerReader fields = certificate.enter(DerReader.SEQUENCE);
        toBeSigned = certificate.lastElement();
        requireSm2(certificate);
        signature = bitString(certificate);
        certificate.end();

        if (fields.peek() == EXPLICIT_VERSION) {
            fields.skip();
        }
        fields.enter(DerReader.INTEGER);
        serial = fields.lastElement();
        requireSm2(fields);
        issuer = sequence(fields);
        DerReader validity = fields.enter(DerReader.SEQUENCE);
        notBefore = time(validity);
        notAfter = time(validity);
        validity.end();
        subject = sequence(fields);
        subjectPublicKeyInfo = sequence(fields);
    }

    static SmCertificate parse(byte[] der) throws MalformedDer {
        DerReader outer = new DerReader(der);
        DerReader certificate = outer.enter(DerReader.SEQUENCE);
        outer.end();
        return new SmCertificate(certificate);
    }

    /** Whether this certificate names that one as its issuer and carries its signature. */
    boolean isIssuedBy(SmCertificate authority, Sm2Verifier authorityKey) {
        return Arrays.equals(issuer, authority.subject) && authorityKey.accepts(toBeSigned, signature);
    }

    /** Whether these are the issuer (DER Name) and the serial number (DER INTEGER) by which others name this certificate. */
    boolean isNamed(byte[] otherIssuer, byte[] otherSerial) {
        return Arrays.equals(issuer, otherIssuer) && Arrays.equals(serial, otherSerial);
    }

    /** Whether the validity period holds this instant; both ends belong to it. */
    boolean isValidAt(Instant instant) {
        return !instant.isBefore(notBefore) && !instant.isAfter(notAfter);
    }

    byte[] subjectPublicKeyInfo() {
        return subjectPublicKeyInfo.clone();
    }

    private static byte[] sequence(DerReader reader) throws MalformedDer {
        reader.enter(DerReader.SEQUENCE);
        return reader.lastElement();
    }

    private static void requireSm2(DerReader reader) throws MalformedDer {
        if (!Arrays.equals(sequence(reader), SM2_WITH_SM3)) {
            throw new MalformedDer("the certificate is not signed with SM2 and SM3");
        }
    }

    private static byte[] bitString(DerReader reader) throws MalformedDer {
        byte[] content = reader.enter(DerReader.BIT_STRING).rest();
        if (content.length == 0 || content[0] != 0) {
            throw new MalformedDer("the signature is not whole bytes");
        }
        return Arrays.copyOfRange(content, 1, content.length);
    }

    /** UTCTime is 1950 to 2049, GeneralizedTime is for later years; both end in Z (RFC 5280, 4.1.2.5). */
    private static Instant time(DerReader reader) throws MalformedDer {
        boolean utc = reader.peek() == DerReader.UTC_TIME;
        byte[] content = reader.enter(utc ? DerReader.UTC_TIME : DerReader.GENERALIZED_TIME)
                .rest();
        String text = new String(content, StandardCharsets.US_ASCII);
        if (utc) {
            text = (text.compareTo("5") < 0 ? "20" : "19") + text;
        }
        try {
            return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'"))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new MalformedDer("a validity time is not in the form of RFC 5280");
        }
    }
}
