package org.shuqiao.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.cert.X509CertificateHolder;
import org.shuqiao.certs.CertificateRefused.Reason;

/**
 * The certificate authorities that are trusted for one purpose, for example the receipts of one platform. Immutable and
 * thread-safe. With no authority it trusts nobody.
 */
public final class TrustedCertificates {
    private final List<X509CertificateHolder> anchors;
    private final RevocationLists lists;
    private final Duration staleBudget;

    private TrustedCertificates(List<X509CertificateHolder> anchors, RevocationLists lists, Duration staleBudget) {
        this.anchors = List.copyOf(anchors);
        this.lists = lists;
        this.staleBudget = staleBudget;
    }

    TrustedCertificates(List<X509CertificateHolder> anchors) throws CertificateRefused {
        this(anchors, RevocationLists.NONE, Duration.ZERO);
        for (X509CertificateHolder anchor : anchors) {
            CertificateRules.requireKnownExtensions(anchor);
            CertificateRules.requireAuthority(anchor, 0);
            CertificateRules.publicKey(anchor);
        }
    }

    /**
     * Loads trust anchors.
     *
     * @param caFiles PEM files of one or more authority certificates each, in any order; an empty list trusts nobody
     * @throws IOException if a file cannot be read
     * @throws CertificateRefused if a file holds anything but authorities with SM2 keys
     */
    public static TrustedCertificates load(List<Path> caFiles) throws IOException, CertificateRefused {
        var anchors = new ArrayList<X509CertificateHolder>();
        for (Path file : caFiles) {
            anchors.addAll(CertificateChain.parse(Files.readAllBytes(file)).certificates());
        }
        return new TrustedCertificates(anchors);
    }

    /**
     * Reads trust anchors from PEM texts, as {@link #load} does from files.
     *
     * @throws CertificateRefused if a text holds anything but authorities with SM2 keys
     */
    public static TrustedCertificates parse(List<byte[]> pems) throws CertificateRefused {
        var anchors = new ArrayList<X509CertificateHolder>();
        for (byte[] pem : pems) {
            anchors.addAll(CertificateChain.parse(pem).certificates());
        }
        return new TrustedCertificates(anchors);
    }

    /**
     * Returns the same trust, less what these lists revoke. They replace lists that were given earlier. An authority without a
     * list of its own is not checked for revocations.
     *
     * @param staleBudget how long after its announced end ({@code nextUpdate}) a list may still be relied on
     * @throws CertificateRefused as {@link Reason#REVOCATION_UNPROVEN} if a list bears the name of an anchor that did not sign it
     */
    public TrustedCertificates with(RevocationLists lists, Duration staleBudget) throws CertificateRefused {
        if (staleBudget.isNegative()) {
            throw new IllegalArgumentException("a budget cannot be negative");
        }
        lists.requireProvenBy(anchors);
        return new TrustedCertificates(anchors, lists, staleBudget);
    }

    /**
     * Follows a chain and returns a verifier of strict DER signatures under the default user id.
     *
     * @param at when the signature is said to have been made
     * @throws CertificateRefused as {@link #verifier(CertificateChain, Instant, SignatureProfile)} does
     */
    public Verifier verifier(CertificateChain chain, Instant at) throws CertificateRefused {
        return verifier(chain, at, SignatureProfile.DEFAULT);
    }

    /**
     * Follows a chain to an anchor (RFC 5280 §6, without policies and name constraints, which are refused where critical) and
     * returns a verifier for the leaf's key. Every certificate, the anchor too, must be valid at the instant, be understood, and
     * be signed with SM2 by the next. Where an authority of the path has a {@linkplain #with revocation list}, what it issued
     * must not have been revoked at the instant, nor ever for a compromised key, and the newest list must not have gone stale
     * before the instant.
     *
     * @param at when the signature is said to have been made
     * @param profile how the partner signs
     * @throws CertificateRefused with the first reason found, from the leaf upwards
     */
    public Verifier verifier(CertificateChain chain, Instant at, SignatureProfile profile) throws CertificateRefused {
        CertificateRules.requireSigner(chain.leaf());
        follow(chain, at);
        var verifier = new Sm2Verifier(CertificateRules.publicKey(chain.leaf()), profile.userId());
        boolean plain = profile.form() == SignatureForm.DER && !profile.lenientIntegers();
        return plain ? verifier : new ProfileVerifier(chain.leaf(), profile, verifier);
    }

    /**
     * Follows the chain of an encryption certificate in the same way, before something is {@linkplain DigitalEnvelope#seal
     * sealed} for it.
     *
     * @throws CertificateRefused with the first reason found, from the leaf upwards
     */
    public void requireRecipient(CertificateChain chain, Instant at) throws CertificateRefused {
        CertificateRules.requireRecipient(chain.leaf());
        follow(chain, at);
        CertificateRules.publicKey(chain.leaf());
    }

    private void follow(CertificateChain chain, Instant at) throws CertificateRefused {
        List<X509CertificateHolder> certificates = chain.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            X509CertificateHolder certificate = certificates.get(i);
            CertificateRules.requireValid(certificate, at);
            CertificateRules.requireKnownExtensions(certificate);
            CertificateRules.requireSm2Signature(certificate);
            if (isIssuedByAnchor(certificate, i, at)) {
                requireNotRevoked(certificate, List.of(), at);
                return;
            }
            if (i + 1 == certificates.size()) {
                break;
            }
            X509CertificateHolder issuer = certificates.get(i + 1);
            if (!certificate.getIssuer().equals(issuer.getSubject())) {
                break;
            }
            CertificateRules.requireAuthority(issuer, i);
            if (!CertificateRules.isSignedBy(certificate, issuer)) {
                throw new CertificateRefused(Reason.WRONG_SIGNATURE);
            }
            requireNotRevoked(certificate, List.of(issuer), at);
        }
        throw new CertificateRefused(Reason.UNTRUSTED);
    }

    /** A list may be signed with any key of the authority, the one in the chain or the ones that are trusted under its name. */
    private void requireNotRevoked(X509CertificateHolder certificate, List<X509CertificateHolder> issuer, Instant at)
            throws CertificateRefused {
        var issuers = new ArrayList<>(issuer);
        issuers.addAll(anchors);
        lists.requireNotRevoked(certificate, issuers, at, staleBudget);
    }

    /** Tries every anchor of that name, since an authority that renews its key keeps its name. */
    private boolean isIssuedByAnchor(X509CertificateHolder certificate, int authoritiesBelow, Instant at)
            throws CertificateRefused {
        for (X509CertificateHolder anchor : anchors) {
            if (certificate.getIssuer().equals(anchor.getSubject())
                    && CertificateRules.isSignedBy(certificate, anchor)) {
                CertificateRules.requireAuthority(anchor, authoritiesBelow);
                CertificateRules.requireValid(anchor, at);
                return true;
            }
        }
        return false;
    }

    List<X509CertificateHolder> anchors() {
        return anchors;
    }

    /** Returns the anchors as PEM text, in the order in which they were given. */
    public byte[] pem() {
        var text = new StringBuilder();
        for (X509CertificateHolder anchor : anchors) {
            text.append(Pem.encode(Pem.CERTIFICATE, CertificateChain.der(anchor)));
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
