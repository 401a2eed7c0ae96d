package org.shuqiao.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;

/** A child process ended, or did not become ready in time. Its log says why. */
public final class ProcessNotStarted extends IOException {
    private static final long serialVersionUID = 1L;

    ProcessNotStarted(String what, Path log) {
        super(what + "; see " + log);
    }
}
