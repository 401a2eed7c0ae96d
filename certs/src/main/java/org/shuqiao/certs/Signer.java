package org.shuqiao.certs;

/**
 * Signs with one private key. What the signature proves is that the holder of the leaf certificate's key has seen exactly these
 * bytes; it says nothing about when.
 *
 * <p>Implementations are thread-safe. A hardware module or key service implements this same interface.
 */
public interface Signer {
    /**
     * Signs a message.
     *
     * @param message the exact bytes that leave; hashed here, so never a digest
     * @return SM2 with SM3, under the user id {@code 1234567812345678} (GM/T 0009) unless the signer was made for another, as DER
     *     {@code SEQUENCE {r, s}} of at most 72 bytes; {@link SignatureForm#fromDer} makes other forms of it
     * @throws KeyUnavailable where the key cannot be reached now, or none is in force
     */
    byte[] sign(byte[] message);

    /** Returns the certificates that let others check the signatures, leaf first. */
    CertificateChain chain();

    /**
     * Returns a signer that keeps to the one key which signs now. Where keys change while they are used, only the chain and the
     * signatures of one pinned signer are sure to belong together.
     *
     * @throws KeyUnavailable where none can sign now
     */
    default Signer pinned() {
        return this;
    }
}
