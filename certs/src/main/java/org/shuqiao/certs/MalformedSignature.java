package org.shuqiao.certs;

/** The bytes are no SM2 signature in the form that was agreed. */
public final class MalformedSignature extends SignatureRefused {
    MalformedSignature() {
        super("not an SM2 signature in the agreed form");
    }
}
