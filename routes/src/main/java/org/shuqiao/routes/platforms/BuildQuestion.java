package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import org.shuqiao.certs.CertificateRefused;

/** Builds the call that asks a platform what became of some transfers. */
public final class BuildQuestion {
    private final CallBuilder calls;

    public BuildQuestion(PlatformAccess access, Clock clock, SecureRandom random) {
        this.calls = CallBuilder.of(access, clock, random);
    }

    public Question build(Inquiry inquiry) throws CertificateRefused {
        return calls.ask(inquiry);
    }
}
