package org.shuqiao.routes.steps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;

/** Hands parsed records from accept to prepare in memory. Bounded by what they were as bytes; a miss is read from the ledger. */
public final class HandedOver {
    private final Cache<UUID, Held> records;

    /** @param bytes how much received bodies may amount to whose records are held */
    public HandedOver(long bytes) {
        this.records = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((UUID submission, Held held) -> held.bytes())
                .build();
    }

    /**
     * @param originalHash SM3(salt ‖ received bytes), hex
     * @param bytes of the received body
     */
    record Held(CanonicalRecord record, String originalHash, int bytes) {}

    void put(UUID submission, Held held) {
        records.put(submission, held);
    }

    /** Gives a record out once. */
    @Nullable Held take(UUID submission) {
        return records.asMap().remove(submission);
    }
}
