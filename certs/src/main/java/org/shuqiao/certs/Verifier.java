package org.shuqiao.certs;

/**
 * Checks signatures of one public key. Thread-safe; worth keeping, since the state prepared for the key is re-used.
 *
 * <p>It does not check that the key is still trusted: {@link TrustedCertificates#verifier} did, for one instant.
 */
public interface Verifier {
    /**
     * Returns if, and only if, the signature is one of exactly this message by this key.
     *
     * @param message the bytes as they were received
     * @param signature DER {@code SEQUENCE {r, s}}; minimal, positive integers in [1, n-1] and nothing after them; another form
     *     only where the verifier was made for a {@link SignatureProfile} that says so
     * @throws MalformedSignature if the bytes are no such signature at all: a fault of encoding, to be told to the partner
     * @throws WrongSignature if they are one, but not of this message by this key
     */
    void verify(byte[] message, byte[] signature) throws SignatureRefused;
}
