package org.shuqiao.certs;

/** The bytes are no strict DER encoding of an SM2 signature. */
public final class MalformedSignature extends SignatureRefused {
    MalformedSignature() {
        super("not a DER encoded SM2 signature");
    }
}
