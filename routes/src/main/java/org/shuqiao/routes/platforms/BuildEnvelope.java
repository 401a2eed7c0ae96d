package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import org.shuqiao.certs.CertificateRefused;

/** Builds the envelope of an attempt: the payloads, our signed statements beside them, and the call around both. */
public final class BuildEnvelope {
    private final CallBuilder calls;

    public BuildEnvelope(PlatformAccess access, Clock clock, SecureRandom random) {
        this.calls = CallBuilder.of(access, clock, random);
    }

    public Envelope build(Batch batch) throws CertificateRefused {
        return calls.push(batch);
    }
}
