package org.shuqiao.certs.time;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/**
 * Asks for a time stamp of one message (RFC 3161 §2.4.1): version 1, SHA-256, a random nonce, and the certificates in the answer.
 * The authority learns the hash only.
 */
public final class TimestampRequest {
    /** The media type to send {@link #bytes} with, by HTTP POST (RFC 3161 §3.4). */
    public static final String MEDIA_TYPE = "application/timestamp-query";

    private static final int NONCE_BITS = 64;

    private final byte[] imprint;
    private final BigInteger nonce;

    private TimestampRequest(byte[] imprint, BigInteger nonce) {
        this.imprint = imprint;
        this.nonce = nonce;
    }

    /** Asks for a time stamp of exactly these bytes. */
    public static TimestampRequest of(byte[] message, SecureRandom random) {
        return new TimestampRequest(imprint(message), new BigInteger(NONCE_BITS, random));
    }

    /** Returns the DER of the request. */
    public byte[] bytes() {
        var generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        try {
            return generator
                    .generate(NISTObjectIdentifiers.id_sha256, imprint, nonce)
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a request could not be encoded", e);
        }
    }

    byte[] imprint() {
        return imprint;
    }

    BigInteger nonce() {
        return nonce;
    }

    static byte[] imprint(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
