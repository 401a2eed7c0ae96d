package org.shuqiao.simulators;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The effects of a platform in the order in which they happened. Thread-safe. Nothing is ever forgotten: the record is
 * what this process is for, and its heap is the limit.
 */
final class Effects {
    private final Map<String, Effect> byKey = new ConcurrentHashMap<>();
    private final Queue<Effect> inOrder = new ConcurrentLinkedQueue<>();

    /**
     * Records a verified call: of all calls with one key, however they overlap, exactly one has its effect kept.
     *
     * @param effect makes the effect this call would have; its result is dropped when another call was first
     */
    Recorded record(String idempotencyKey, Supplier<Effect> effect) {
        Effect kept = byKey.get(idempotencyKey);
        boolean first = false;
        if (kept == null) {
            Effect mine = effect.get();
            Effect other = byKey.putIfAbsent(idempotencyKey, mine);
            first = other == null;
            kept = first ? mine : other;
        }
        if (first) {
            inOrder.add(kept);
        }
        kept.countCall();
        return new Recorded(kept, first);
    }

    Optional<Effect> find(String idempotencyKey) {
        return Optional.ofNullable(byKey.get(idempotencyKey));
    }

    List<Effect> all() {
        return List.copyOf(inOrder);
    }

    /** The effect that stands for a key, and whether this call was the one that brought it about. */
    record Recorded(Effect effect, boolean first) {}
}
