package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;

/** Builds the envelope of an attempt: the payloads, our signed statements beside them, and the call around both. */
public final class BuildEnvelope {
    private final CallBuilder calls;

    public BuildEnvelope(PlatformCalls platform) {
        this.calls = platform.builder();
    }

    public Built build(Batch batch) throws CertificateRefused {
        try {
            return calls.push(batch);
        } catch (SecretUnavailable nothingToSignWith) {
            return new UnsentBatch(batch);
        }
    }
}
