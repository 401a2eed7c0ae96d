package org.shuqiao.certs;

/** A signature was not accepted; the two ways lead to different conversations with a partner. */
public abstract sealed class SignatureRefused extends Exception permits MalformedSignature, WrongSignature {
    SignatureRefused(String message) {
        super(message);
    }
}
