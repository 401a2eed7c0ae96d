package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;

/** Builds the call that asks a platform what became of some transfers. */
public final class BuildQuestion {
    private final FamilyDCalls calls;

    public BuildQuestion(PlatformCalls platform) {
        this.calls = platform.rows();
    }

    public BuiltQuestion build(Inquiry inquiry) {
        try {
            return calls.ask(inquiry);
        } catch (KeyUnavailable | CertificateRefused nothingToSignOrEncryptWith) {
            return new Unasked(inquiry);
        }
    }
}
