package org.shuqiao.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/**
 * The private key with which a server proves its name in TLS: ECDSA on P-256, since every client and every public authority knows
 * it. Its private number is in no text of it. Immutable and thread-safe.
 */
public final class TlsKey {
    private static final int MAX_COMMON_NAME_CHARS = 64;

    private final ECPrivateKeyParameters key;

    private TlsKey(ECPrivateKeyParameters key) {
        this.key = key;
    }

    /** Makes a new key. */
    public static TlsKey generate(SecureRandom random) {
        return new TlsKey(P256.newKey(random));
    }

    /**
     * Reads what {@link #pkcs8} has written.
     *
     * @throws UnusableKey if it is anything else
     */
    public static TlsKey parse(byte[] pkcs8) {
        try {
            return new TlsKey(P256.privateKey(PrivateKeyInfo.getInstance(pkcs8)));
        } catch (RuntimeException unreadable) { // dropped on purpose: it may quote what it read
            throw new UnusableKey("not a PKCS#8 key on P-256");
        }
    }

    /** Whether a certificate can speak for this: a host name, also with {@code *.} before it, or an address. */
    public static boolean isName(String name) {
        return ServerNames.isName(name);
    }

    /**
     * Asks for a certificate (PKCS#10, RFC 2986) with subject alternative names (RFC 5280 §4.2.1.6), signed with ECDSA and SHA-256.
     *
     * @param names 1 to 20 host names, also with {@code *.} before them, and addresses; the first one is the common name, too, if it
     *     has at most 64 characters
     * @return PEM text labelled {@code CERTIFICATE REQUEST}
     * @throws IllegalArgumentException if they are other names
     */
    public byte[] csr(List<String> names, SecureRandom random) {
        GeneralNames alternatives = ServerNames.of(names);
        String first = names.get(0);
        X500Name subject = first.length() > MAX_COMMON_NAME_CHARS
                ? X500Name.getInstance(new DERSequence())
                : CertificateFactory.name(first);
        try {
            var extensions = new ExtensionsGenerator();
            extensions.addExtension(Extension.subjectAlternativeName, false, alternatives);
            PKCS10CertificationRequest request = new PKCS10CertificationRequestBuilder(subject, P256.publicKey(key))
                    .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
                    .build(P256.signer(key, random));
            return Pem.encode(Pem.CERTIFICATE_REQUEST, request.getEncoded()).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("a request could not be encoded", e);
        }
    }

    /**
     * Asks whether clients can be expected to accept certificates of this key, as far as that can be told without knowing whom they
     * trust.
     *
     * @throws UnusableKey if the first certificate is of another key
     * @throws CertificateRefused as {@link CertificateRefused.Reason#EXPIRED} if one has ended, as {@code NOT_FOR_TLS} if the first one
     *     is for another use or Java does not understand one, as {@code WRONG_SIGNATURE} if one was not issued by the next
     */
    public void requireFit(CertificateChain chain, Instant now) throws CertificateRefused {
        requireOwn(chain);
        TlsCertificates.requireFit(chain, now);
    }

    /**
     * Returns the key with certificates that are {@linkplain #requireFit fit}, or were once.
     *
     * @throws UnusableKey if the first certificate is of another key, or Java cannot show the certificates to clients
     */
    public TlsIdentity certified(CertificateChain chain) {
        requireOwn(chain);
        return TlsIdentity.of(encoded(), chain);
    }

    private void requireOwn(CertificateChain chain) {
        if (!P256.publicKey(key).equals(chain.leaf().getSubjectPublicKeyInfo())) {
            throw new UnusableKey("the private key does not belong to the first certificate of the chain");
        }
    }

    /** Returns the private key as DER of an unencrypted PKCS#8 PrivateKeyInfo (RFC 5958). */
    public byte[] pkcs8(PrivateKeyAccess access) {
        Objects.requireNonNull(access);
        return encoded();
    }

    private byte[] encoded() {
        try {
            return P256.encode(key).getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("a key could not be encoded", e);
        }
    }

    /** Says that there is one, and nothing of it. */
    @Override
    public String toString() {
        return "TlsKey[]";
    }
}
