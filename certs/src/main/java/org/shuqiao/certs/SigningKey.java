package org.shuqiao.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/**
 * A private key with its certificates, kept in files. For evaluation and for places without a hardware module; the private
 * number cannot be read back from this class, and is in no text of it.
 */
public final class SigningKey {
    private final ECPrivateKeyParameters key;
    private final CertificateChain chain;

    SigningKey(ECPrivateKeyParameters key, CertificateChain chain) {
        if (!Sm2.encode(Sm2.publicKeyOf(key)).equals(chain.leaf().getSubjectPublicKeyInfo())) {
            throw new UnusableKey("the private key does not belong to the first certificate of the chain");
        }
        this.key = key;
        this.chain = chain;
    }

    /**
     * Loads a key.
     *
     * @param keyFile one unencrypted PKCS#8 {@code PRIVATE KEY} in PEM, on the SM2 curve
     * @param chainFile PEM certificates, the key's own first
     * @throws IOException if a file cannot be read
     * @throws UnusableKey if they are not such files, or do not belong together
     */
    public static SigningKey load(Path keyFile, Path chainFile) throws IOException {
        byte[] keyPem = Files.readAllBytes(keyFile);
        byte[] chainPem = Files.readAllBytes(chainFile);
        try {
            return new SigningKey(privateKey(keyPem), CertificateChain.parse(chainPem));
        } catch (CertificateRefused e) {
            throw new UnusableKey("no certificate chain in " + chainFile.getFileName(), e);
        }
    }

    /** Returns a signer that draws its nonces from {@code random}; keep it, since it re-uses what it has prepared. */
    public Signer signer(SecureRandom random) {
        return signer(random, SignatureProfile.DEFAULT_USER_ID);
    }

    /**
     * Returns a signer for a partner that asks for a user id of its own; keep it, since it re-uses what it has prepared.
     *
     * @param userId as {@link SignatureProfile#userId}
     * @throws IllegalArgumentException if it has more than 8,191 bytes in UTF-8
     */
    public Signer signer(SecureRandom random, String userId) {
        return new CertifiedSigner(new Sm2Signing(key, random, userId), chain);
    }

    /** Returns the certificates, leaf first. */
    public CertificateChain chain() {
        return chain;
    }

    ECPrivateKeyParameters key() {
        return key;
    }

    static ECPrivateKeyParameters privateKey(byte[] pem) {
        try {
            List<byte[]> contents = Pem.decode(pem, Pem.PRIVATE_KEY);
            if (contents.size() == 1) {
                return Sm2.privateKey(PrivateKeyInfo.getInstance(contents.get(0)));
            }
        } catch (IOException | RuntimeException unreadable) {
            // Broken input makes Bouncy Castle throw almost anything. Dropped on purpose: it may quote what it read.
        }
        throw new UnusableKey("not one unencrypted PKCS#8 key on the SM2 curve");
    }

    @Override
    public String toString() {
        return "SigningKey[" + chain.leafSerialHex() + "]";
    }

    private record CertifiedSigner(Sm2Signing signing, CertificateChain chain) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            return signing.sign(message);
        }
    }
}
