package org.shuqiao.certs;

/** A well-formed signature that is not one of this message by this key. */
public final class WrongSignature extends SignatureRefused {
    WrongSignature() {
        super("the signature does not match the message and the key");
    }
}
