package org.shuqiao.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that arrived at the sink, by idempotency key and by record. Thread-safe; nothing is forgotten. */
final class Arrivals {
    private final Map<String, Arrival> byKey = new ConcurrentHashMap<>();
    private final Map<String, Arrival> firstByRecord = new ConcurrentHashMap<>();
    private final AtomicLong repeated = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();

    /**
     * Counts a call. Of all calls with one key, however they overlap, exactly one arrival is kept.
     *
     * @param made makes what this call would store; dropped when another was first
     */
    Recorded record(String idempotencyKey, Supplier<Arrival> made) {
        Arrival kept = byKey.get(idempotencyKey);
        boolean first = false;
        if (kept == null) {
            Arrival mine = made.get();
            Arrival other = byKey.putIfAbsent(idempotencyKey, mine);
            first = other == null;
            kept = first ? mine : other;
        }
        kept.countCall();
        if (!first) {
            repeated.incrementAndGet();
        } else if (firstByRecord.putIfAbsent(kept.recordId(), kept) != null) {
            doubled.incrementAndGet();
        }
        return new Recorded(kept, first);
    }

    /** How many records have arrived. */
    int records() {
        return firstByRecord.size();
    }

    /** The first arrival of a record, if it arrived. */
    @Nullable Arrival find(String recordId) {
        return firstByRecord.get(recordId);
    }

    /**
     * How often a record that was stored already was stored again under another idempotency key: an effect too many, which no
     * platform could have known.
     */
    long doubled() {
        return doubled.get();
    }

    /** How often a key came again. Without effect, because the sink honours the key as the platform does. */
    long repeatedCalls() {
        return repeated.get();
    }

    /** What stands for a key, and whether this call brought it about. */
    record Recorded(Arrival arrival, boolean first) {}
}
