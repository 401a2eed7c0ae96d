package org.shuqiao.gateway.cli;

import java.util.Locale;

/** Who signs an agreement. */
enum Party {
    /** Who gives data: the center, or the platform where the direction is {@code in}. */
    PROVIDER,
    /** Who takes it. */
    CONSUMER;

    /** Returns the member of the agreement that names the party. */
    String member() {
        return name().toLowerCase(Locale.ROOT);
    }
}
