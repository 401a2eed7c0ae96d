package org.shuqiao.certs;

/** A document that may carry signatures of several keys carries none of the one that is asked for. */
public final class MissingSignature extends SignatureRefused {
    /** Says so. */
    public MissingSignature() {
        super("there is no signature by this key");
    }
}
