package org.shuqiao.routes.platforms;

import java.security.SecureRandom;
import java.time.Clock;
import org.shuqiao.certs.CertificateRefused;

/** Builds the call that asks a platform for what it has for centers. */
public final class BuildPoll {
    private final CallBuilder calls;

    public BuildPoll(PlatformAccess access, Clock clock, SecureRandom random) {
        this.calls = CallBuilder.of(access, clock, random);
    }

    public Poll build(PollQuestion question) throws CertificateRefused {
        return calls.poll(question);
    }
}
