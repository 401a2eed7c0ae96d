package org.shuqiao.certs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    TrustedCertificates(List<X509CertificateHolder> anchors) throws CertificateRefused {
        this.anchors = List.copyOf(anchors);
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
     * Follows a chain to an anchor (RFC 5280 §6, without policies and name constraints, which are refused where critical) and
     * returns a verifier for the leaf's key. Every certificate, the anchor too, must be valid at the instant, be understood, and
     * be signed with SM2 by the next. Revocation lists are not consulted.
     *
     * @param at when the signature is said to have been made
     * @throws CertificateRefused with the first reason found, from the leaf upwards
     */
    public Verifier verifier(CertificateChain chain, Instant at) throws CertificateRefused {
        CertificateRules.requireSigner(chain.leaf());
        List<X509CertificateHolder> certificates = chain.certificates();
        for (int i = 0; i < certificates.size(); i++) {
            X509CertificateHolder certificate = certificates.get(i);
            CertificateRules.requireValid(certificate, at);
            CertificateRules.requireKnownExtensions(certificate);
            CertificateRules.requireSm2Signature(certificate);
            if (isIssuedByAnchor(certificate, i, at)) {
                return new Sm2Verifier(CertificateRules.publicKey(chain.leaf()));
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
        }
        throw new CertificateRefused(Reason.UNTRUSTED);
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
