package org.shuqiao.certs;

/**
 * How one partner signs; agreed with the partner, never taken from a message.
 *
 * @param form how its signatures travel
 * @param userId the identity that is hashed before the message (GB/T 32918.2 §5.5), as UTF-8 of at most 8,191 bytes; it may be
 *     empty
 * @param lenientIntegers also takes integers in DER that are negative because a device leaves out the leading zero byte
 */
public record SignatureProfile(SignatureForm form, String userId, boolean lenientIntegers) {
    /** The user id where the parties agree on no other (GM/T 0009 §10). */
    public static final String DEFAULT_USER_ID = "1234567812345678";

    /** Strict DER under the {@link #DEFAULT_USER_ID}. */
    public static final SignatureProfile DEFAULT = new SignatureProfile(SignatureForm.DER, DEFAULT_USER_ID, false);

    /**
     * Checks the user id.
     *
     * @throws IllegalArgumentException if it is too long: its length in bits must fit into 16 bits
     */
    public SignatureProfile {
        Sm2.userId(userId);
    }

    /**
     * Returns the strict DER form, which evidence keeps, of a signature that the partner sent. Nothing is verified.
     *
     * @throws MalformedSignature as {@link SignatureForm#toDer} does
     */
    public byte[] toDer(byte[] wire) throws MalformedSignature {
        return form.toDer(wire, lenientIntegers);
    }
}
