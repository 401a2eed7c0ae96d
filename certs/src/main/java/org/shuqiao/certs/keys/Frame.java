package org.shuqiao.certs.keys;

/**
 * One message between a gateway and its remote signer: {@code length(4, big-endian) ‖ type(1) ‖ content}, where the length counts type
 * and content.
 */
record Frame(byte type, byte[] content) {
    /** The most bytes of content. */
    static final int MAX_CONTENT_BYTES = 65_536;

    /** Asks for the certificates; the content is {@link #PROTOCOL}. */
    static final byte HELLO = 0x01;

    /** Asks for a signature over the content. */
    static final byte SIGN = 0x02;

    /** Answers a HELLO with PEM certificates, the key's own first. */
    static final byte CHAIN = (byte) 0x81;

    /** Answers a SIGN with a DER signature. */
    static final byte SIGNATURE = (byte) 0x82;

    /** Answers anything with one byte, an error code; the connection is closed after it. */
    static final byte REFUSED = (byte) 0xff;

    static final String PROTOCOL = "shuqiao.signer.v1";
}
