package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import org.shuqiao.certs.CertificateRefused;

/** Calls as the routes build them. */
final class Calls {
    private Calls() {}

    static PlatformCalls of(PlatformAccess access, Clock clock) {
        return new PlatformCalls(access, clock, new SecureRandom());
    }

    static Envelope envelope(PlatformCalls calls, Batch batch) throws CertificateRefused {
        return (Envelope) new BuildEnvelope(calls).build(batch);
    }
}
