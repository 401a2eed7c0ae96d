package org.shuqiao.certs;

/** A signature was not accepted; the ways lead to different conversations with a partner. */
public abstract sealed class SignatureRefused extends Exception
        permits MalformedSignature, MissingSignature, WrongSignature {
    SignatureRefused(String message) {
        super(message);
    }
}
