package org.shuqiao.routes.steps;

import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.keys.KeyStore;

/** Looks at the keys once a second: which are in force, and which certificates end soon. */
public final class WatchKeys {
    private final KeyStore keys;
    private final ExpiryWarnings warnings;

    public WatchKeys(KeyStore keys, ExpiryWarnings warnings) {
        this.keys = keys;
        this.warnings = warnings;
    }

    public void watch() {
        keys.refresh();
        warnings.look();
    }
}
