package org.shuqiao.gateway.cli;

import java.util.Locale;

/** Who signs an agreement. */
enum Party {
    /** The center that gives data. */
    PROVIDER,
    /** The platform that takes it. */
    CONSUMER;

    /** Returns the member of the agreement that names the party. */
    String member() {
        return name().toLowerCase(Locale.ROOT);
    }
}
