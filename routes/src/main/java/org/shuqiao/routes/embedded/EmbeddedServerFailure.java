package org.shuqiao.routes.embedded;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server could not be started or stopped. Nothing on disk was deleted or altered to get around the reason.
 */
public abstract sealed class EmbeddedServerFailure extends RuntimeException
        permits HomeInUse, OtherDatabaseVersion, ServerNotStarted {

    EmbeddedServerFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
