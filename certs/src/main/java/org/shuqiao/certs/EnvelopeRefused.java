package org.shuqiao.certs;

/** A digital envelope was not sealed for this key, or was changed on its way. It does not say which. */
public final class EnvelopeRefused extends Exception {
    EnvelopeRefused() {
        super("the envelope cannot be opened with this key");
    }
}
