package org.shuqiao.certs;

import java.io.IOException;
import java.nio.file.Path;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;

/**
 * A private key that opens {@linkplain DigitalEnvelope digital envelopes}, with its certificates, kept in files. It cannot sign:
 * Chinese practice keeps two key pairs apart, since an authority may hold a copy of the one for encryption.
 */
public final class DecryptionKey {
    private final ECPrivateKeyParameters key;
    private final CertificateChain chain;

    private DecryptionKey(ECPrivateKeyParameters key, CertificateChain chain) {
        this.key = key;
        this.chain = chain;
    }

    /**
     * Loads a key.
     *
     * @param keyFile one unencrypted PKCS#8 {@code PRIVATE KEY} in PEM, on the SM2 curve
     * @param chainFile PEM certificates, the key's own first
     * @throws IOException if a file cannot be read
     * @throws UnusableKey if they are not such files, or do not belong together, or the certificate is not for encryption
     */
    public static DecryptionKey load(Path keyFile, Path chainFile) throws IOException {
        SigningKey pair = SigningKey.load(keyFile, chainFile);
        try {
            CertificateRules.requireRecipient(pair.chain().leaf());
        } catch (CertificateRefused e) {
            throw new UnusableKey("not a certificate for encryption: " + chainFile.getFileName(), e);
        }
        return new DecryptionKey(pair.key(), pair.chain());
    }

    /** Returns the certificates, leaf first. */
    public CertificateChain chain() {
        return chain;
    }

    ECPrivateKeyParameters key() {
        return key;
    }

    @Override
    public String toString() {
        return "DecryptionKey[" + chain.leafSerialHex() + "]";
    }
}
