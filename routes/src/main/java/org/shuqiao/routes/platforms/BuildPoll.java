package org.shuqiao.routes.platforms;

import org.shuqiao.certs.CertificateRefused;

/** Builds the call that asks a platform for what it has for centers. */
public final class BuildPoll {
    private final FamilyDCalls calls;

    public BuildPoll(PlatformCalls platform) {
        this.calls = platform.rows();
    }

    public Poll build(PollQuestion question) throws CertificateRefused {
        return calls.poll(question);
    }
}
