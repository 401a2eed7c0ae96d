package org.shuqiao.certs;

/** A certificate, a chain of them, or a list of revoked ones was not accepted. */
public final class CertificateRefused extends Exception {
    /** Why. */
    public enum Reason {
        /**
         * Not PEM of one to {@link CertificateChain#MAX_CERTIFICATES} X.509 certificates and nothing else; or no X.509
         * revocation list.
         */
        MALFORMED,
        /** A key or signature of the chain is not SM2 with SM3 on the named curve. */
        NOT_SM2,
        /** The chain leads to no certificate that is trusted here. */
        UNTRUSTED,
        /** The instant lies before a certificate of the path is valid. */
        NOT_YET_VALID,
        /** The instant lies after a certificate of the path was valid. */
        EXPIRED,
        /** An issuer of the path is not an authority: no basic constraint {@code CA:TRUE} or no key usage for signing certificates. */
        NOT_AN_AUTHORITY,
        /** More authorities stand between an issuer and the leaf than the issuer's path length allows. */
        PATH_TOO_LONG,
        /** A certificate of the path was not signed by its issuer. */
        WRONG_SIGNATURE,
        /** The leaf's key usage does not allow to sign documents. */
        NOT_FOR_SIGNING,
        /** The leaf's key usage does not allow to encrypt keys or data for it. */
        NOT_FOR_ENCRYPTION,
        /** The leaf is an authority's, or its key usages do not allow it to speak for a server in TLS. */
        NOT_FOR_TLS,
        /** A certificate of the path, or a revocation list, sets a critical extension that is not understood here (RFC 5280 §4.2). */
        UNKNOWN_CRITICAL_EXTENSION,
        /** A certificate of the path was revoked before the instant, or at any time because its key was compromised. */
        REVOKED,
        /** The newest revocation list of an issuer of the path is too old to speak of the instant. */
        REVOCATION_STALE,
        /** A revocation list bears the name of an authority that did not sign it. */
        REVOCATION_UNPROVEN
    }

    private final Reason reason;

    CertificateRefused(Reason reason) {
        super("certificate refused: " + reason);
        this.reason = reason;
    }

    CertificateRefused(Reason reason, Throwable cause) {
        super("certificate refused: " + reason, cause);
        this.reason = reason;
    }

    /** Returns why. */
    public Reason reason() {
        return reason;
    }
}
