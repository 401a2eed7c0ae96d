package org.shuqiao.simulators;

/** Bytes that are not the DER (X.690) that was expected. Carries no content of the bytes. */
final class MalformedDer extends Exception {

    MalformedDer(String message) {
        super(message);
    }
}
