package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;

/** Builds the call that asks a platform what became of some transfers. */
public final class BuildQuestion {
    private final FamilyDCalls calls;

    public BuildQuestion(PlatformCalls platform) {
        this.calls = platform.rows();
    }

    public Question build(Inquiry inquiry) throws CertificateRefused {
        return calls.ask(inquiry);
    }
}
