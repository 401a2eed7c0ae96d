package org.shuqiao.certs.keys;

/** A sealed secret does not open: it was sealed under another master key, for another place, or was changed since. */
public final class SealBroken extends Exception {
    SealBroken() {
        super("the seal does not open under this master key");
    }
}
