package org.shuqiao.routes.steps;

import java.util.Set;
import org.shuqiao.routes.failures.ReasonCode;
import org.shuqiao.routes.keys.ExpiryWarnings;
import org.shuqiao.routes.keys.KeyStore;
import org.shuqiao.routes.ledger.StoredKey;

/** Looks at the keys once a second: which are in force, and which certificates end soon. */
public final class WatchKeys {
    private final KeyStore keys;
    private final ExpiryWarnings warnings;
    private final Departures departures;

    /** @param departures are held while a key is missing */
    public WatchKeys(KeyStore keys, ExpiryWarnings warnings, Departures departures) {
        this.departures = departures;
        this.keys = keys;
        this.warnings = warnings;
    }

    public void watch() {
        keys.refresh();
        Set<StoredKey.Role> missing = keys.missing();
        if (missing.isEmpty()) {
            departures.clear(Departures.Watch.KEYS);
        } else {
            departures.hold(Departures.Watch.KEYS, ReasonCode.KEY_UNAVAILABLE, "no key for " + missing);
        }
        warnings.look();
    }
}
