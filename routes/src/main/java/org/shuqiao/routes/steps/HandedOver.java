package org.shuqiao.routes.steps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.mappings.CanonicalRecord;

/** Hands parsed records from accept to prepare in memory. Bounded; a miss is read from the ledger. */
public final class HandedOver {
    private final Cache<UUID, Held> records;

    public HandedOver(int records) {
        this.records = Caffeine.newBuilder().maximumSize(records).build();
    }

    /** @param originalHash SM3(salt ‖ received bytes), hex */
    record Held(CanonicalRecord record, String originalHash) {}

    void put(UUID submission, Held held) {
        records.put(submission, held);
    }

    /** Gives a record out once. */
    @Nullable Held take(UUID submission) {
        return records.asMap().remove(submission);
    }
}
