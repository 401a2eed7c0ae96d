package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.KeyUnavailable;
import org.shuqiao.routes.failures.ReasonCode;

/** Builds the envelope of an attempt: the payloads, our signed statements beside them, and the call around both. */
public final class BuildEnvelope {
    private final CallBuilder calls;

    public BuildEnvelope(PlatformCalls platform) {
        this.calls = platform.builder();
    }

    /** What has waited too long for its turn, or for a secret, does not leave: its lease would end while it is on its way. */
    public Built build(Batch batch) {
        Envelope envelope;
        try {
            envelope = calls.push(batch);
        } catch (SecretUnavailable | KeyUnavailable | CertificateRefused nothingToSignOrEncryptWith) {
            return new UnsentBatch(batch, ReasonCode.CALL_SECRET_UNAVAILABLE);
        }
        return batch.isLate(System.nanoTime()) ? new UnsentBatch(batch, ReasonCode.LEASE_SHORT) : envelope;
    }
}
