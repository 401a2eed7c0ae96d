package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.mappings.platforms.CallFamily;

/** Builds the calls of one signing family for one platform. */
interface CallBuilder {

    /** The one place that knows which class is which family. */
    static CallBuilder of(PlatformAccess access, Clock clock, SecureRandom random) {
        CallFamily family = access.platform().descriptor().call();
        if (family instanceof CallFamily.A a) {
            return new FamilyACalls(access, a);
        }
        if (family instanceof CallFamily.D d) {
            return new FamilyDCalls(access, d, clock, random);
        }
        throw new IllegalStateException("no calls of " + family);
    }

    Envelope push(Batch batch) throws CertificateRefused;

    Question ask(Inquiry inquiry) throws CertificateRefused;

    Poll poll(PollQuestion question) throws CertificateRefused;
}
