package org.shuqiao.routes.steps;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import org.shuqiao.mappings.CenterDictionary;
import org.shuqiao.routes.ledger.CenterLedger;

/** The secret words of each center, compiled. A change takes effect within {@link #KEPT_FOR}, at once where it was made. */
public final class Dictionaries {
    private static final Duration KEPT_FOR = Duration.ofSeconds(10);
    private static final int CENTERS_KEPT = 1000;

    private final LoadingCache<String, CenterDictionary> compiled;

    public Dictionaries(CenterLedger ledger) {
        this.compiled = Caffeine.newBuilder()
                .expireAfterWrite(KEPT_FOR)
                .maximumSize(CENTERS_KEPT)
                .build(usci -> CenterDictionary.of(ledger.dictionary(usci)));
    }

    /** @throws RuntimeException where the ledger cannot be read: without its dictionary nothing of a center leaves */
    CenterDictionary of(String usci) {
        return compiled.get(usci);
    }

    public void changed(String usci) {
        compiled.invalidate(usci);
    }
}
