package org.shuqiao.routes.steps;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.shuqiao.mappings.masking.Redaction;
import org.shuqiao.mappings.residue.CenterDictionary;
import org.shuqiao.routes.ledger.DictionaryLedger;
import org.shuqiao.routes.ledger.DictionaryLedger.Stored;
import org.shuqiao.routes.ledger.DictionaryLedger.Words;

/**
 * The secret words of each center, compiled once for each version. A change takes effect within {@link #LOOKED_AT_EVERY}, at once where it
 * was made; until the new words are compiled, who asks waits for them.
 */
public final class Dictionaries {
    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(10);
    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final int CENTERS_KEPT = 1000;

    private final LoadingCache<String, Long> versions;
    private final LoadingCache<Version, Compiled> compiled;

    private record Version(String center, long number) {}

    /** @param number of these very words: newer ones than those that were asked for may have been there by then */
    private record Compiled(long number, CenterDictionary dictionary) {}

    public Dictionaries(DictionaryLedger ledger) {
        this(ledger::version, ledger::find);
    }

    Dictionaries(Function<String, Long> newest, Function<String, Optional<Stored>> find) {
        this.versions = Caffeine.newBuilder()
                .expireAfterWrite(LOOKED_AT_EVERY)
                .maximumSize(CENTERS_KEPT)
                .build(newest::apply);
        this.compiled = Caffeine.newBuilder()
                .expireAfterAccess(KEPT_FOR)
                .maximumSize(CENTERS_KEPT)
                .build(version -> find.apply(version.center())
                        .map(stored -> compiled(stored.version(), stored.words()))
                        .orElseGet(() -> compiled(0, Words.NONE)));
    }

    private static Compiled compiled(long number, Words words) {
        return new Compiled(number, CenterDictionary.of(words.terms(), words.allowed()));
    }

    private Compiled inForce(String usci) {
        return compiled.get(new Version(usci, versions.get(usci)));
    }

    /** @throws RuntimeException where the ledger cannot be read: without its dictionary nothing of a center leaves */
    public CenterDictionary of(String usci) {
        return inForce(usci).dictionary();
    }

    /**
     * How free texts of a center are redacted.
     *
     * @param always source paths of texts that an officer had redacted
     * @throws RuntimeException as {@link #of}
     */
    public Redaction redaction(String usci, Set<String> always) {
        Compiled words = inForce(usci);
        return new Redaction(words.dictionary(), words.number(), always);
    }

    public void changed(String usci) {
        versions.invalidate(usci);
    }
}
