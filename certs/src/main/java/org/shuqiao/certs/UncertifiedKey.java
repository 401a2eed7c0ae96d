package org.shuqiao.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Objects;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/**
 * An SM2 private key without a certificate: it can ask for one, and signs nothing else. Its private number is in no text of it.
 * Immutable and thread-safe.
 */
public final class UncertifiedKey {
    private static final int MAX_SUBJECT_CHARS = 64;

    private final ECPrivateKeyParameters key;

    private UncertifiedKey(ECPrivateKeyParameters key) {
        this.key = key;
    }

    /** Makes a new key. */
    public static UncertifiedKey generate(SecureRandom random) {
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(Sm2.DOMAIN, random));
        return new UncertifiedKey(
                (ECPrivateKeyParameters) generator.generateKeyPair().getPrivate());
    }

    /**
     * Reads a key from a file.
     *
     * @param pem one unencrypted PKCS#8 {@code PRIVATE KEY} on the SM2 curve
     * @throws UnusableKey if it is anything else
     */
    public static UncertifiedKey parsePem(byte[] pem) {
        return new UncertifiedKey(SigningKey.privateKey(pem));
    }

    /**
     * Reads what {@link #pkcs8} has written.
     *
     * @throws UnusableKey if it is anything else
     */
    public static UncertifiedKey parse(byte[] pkcs8) {
        try {
            return new UncertifiedKey(Sm2.privateKey(PrivateKeyInfo.getInstance(pkcs8)));
        } catch (RuntimeException unreadable) { // dropped on purpose: it may quote what it read
            throw new UnusableKey("not a PKCS#8 key on the SM2 curve");
        }
    }

    /**
     * Asks for a certificate (PKCS#10, RFC 2986), signed with SM2 and SM3 under the default user id.
     *
     * @param commonName of the subject, 1 to 64 characters (RFC 5280 appendix A), in any script; an authority may change it
     * @return PEM text labelled {@code CERTIFICATE REQUEST}
     */
    public byte[] csr(String commonName, SecureRandom random) {
        if (commonName.isBlank() || commonName.length() > MAX_SUBJECT_CHARS) {
            throw new IllegalArgumentException("a common name has 1 to " + MAX_SUBJECT_CHARS + " characters");
        }
        PKCS10CertificationRequest request = new PKCS10CertificationRequestBuilder(
                        CertificateFactory.name(commonName), Sm2.encode(Sm2.publicKeyOf(key)))
                .build(new Sm2ContentSigner(new Sm2Signing(key, random)::sign));
        try {
            return Pem.encode(Pem.CERTIFICATE_REQUEST, request.getEncoded()).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("a request could not be encoded", e);
        }
    }

    /**
     * Returns the key with the certificates that speak for it.
     *
     * @throws UnusableKey if the first certificate is of another key
     */
    public SigningKey certified(CertificateChain chain) {
        return new SigningKey(key, chain);
    }

    /** Returns the private key as DER of an unencrypted PKCS#8 PrivateKeyInfo (RFC 5958). */
    public byte[] pkcs8(PrivateKeyAccess access) {
        Objects.requireNonNull(access);
        return encoded();
    }

    byte[] encoded() {
        var content = new ECPrivateKey(
                Sm2.ORDER.bitLength(),
                key.getD(),
                Sm2.encode(Sm2.publicKeyOf(key)).getPublicKeyData(),
                Sm2.CURVE);
        try {
            return new PrivateKeyInfo(Sm2.keyAlgorithm(), content).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key could not be encoded", e);
        }
    }

    /** Says that there is one, and nothing of it. */
    @Override
    public String toString() {
        return "UncertifiedKey[]";
    }
}
