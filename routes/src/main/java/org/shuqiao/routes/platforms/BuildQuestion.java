package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;

/** Builds the call that asks a platform what became of some transfers. */
public final class BuildQuestion {
    private final CallBuilder calls;

    public BuildQuestion(PlatformCalls platform) {
        this.calls = platform.builder();
    }

    public Question build(Inquiry inquiry) throws CertificateRefused {
        return calls.ask(inquiry);
    }
}
