package org.shuqiao.routes.embedded;

import org.jspecify.annotations.Nullable;

/** A server or one of its programs failed; the message says which and carries the end of its own log. */
public final class ServerNotStarted extends EmbeddedServerFailure {

    ServerNotStarted(String message) {
        this(message, null);
    }

    ServerNotStarted(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
