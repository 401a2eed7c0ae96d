package org.shuqiao.certs;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;

/**
 * A public SM2 key that is trusted by itself, without a certificate, because somebody has put it on a list of keys. Immutable and
 * thread-safe; equal when the keys are.
 */
public final class PinnedKey {
    private final ECPublicKeyParameters key;
    private final byte[] spki;

    private PinnedKey(ECPublicKeyParameters key) {
        this.key = key;
        this.spki = der(Sm2.encode(key));
    }

    /**
     * Takes the key of a chain's leaf; nothing else of the chain is looked at.
     *
     * @throws CertificateRefused if it is not an SM2 key
     */
    public static PinnedKey of(CertificateChain chain) throws CertificateRefused {
        return new PinnedKey(CertificateRules.publicKey(chain.leaf()));
    }

    /**
     * Reads a key back.
     *
     * @throws IllegalArgumentException if the bytes are not exactly what {@link #spki} writes
     */
    public static PinnedKey parse(byte[] spki) {
        try {
            var parsed = new PinnedKey(Sm2.publicKey(SubjectPublicKeyInfo.getInstance(spki)));
            if (Arrays.equals(spki, parsed.spki)) {
                return parsed;
            }
        } catch (RuntimeException unreadable) {
            // Broken input makes Bouncy Castle throw almost anything.
        }
        throw new IllegalArgumentException("not the DER form of a public key of the named curve sm2p256v1");
    }

    /** Returns the DER bytes of the {@code SubjectPublicKeyInfo} (RFC 5280 §4.1.2.7), the point uncompressed. */
    public byte[] spki() {
        return spki.clone();
    }

    /** Returns a verifier of this key's signatures under the {@link SignatureProfile#DEFAULT_USER_ID}. */
    public Verifier verifier() {
        return new Sm2Verifier(key);
    }

    /**
     * Returns a verifier of this key's signatures under another user id.
     *
     * @throws IllegalArgumentException if the id is too long for any signature
     */
    public Verifier verifier(String userId) {
        return new Sm2Verifier(key, userId);
    }

    private static byte[] der(SubjectPublicKeyInfo key) {
        try {
            return key.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("a public key could not be encoded", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PinnedKey that && Arrays.equals(spki, that.spki);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(spki);
    }

    /** Returns the SM3 of the key's DER bytes. */
    @Override
    public String toString() {
        return "PinnedKey[" + Sm3.hex(spki) + "]";
    }
}
