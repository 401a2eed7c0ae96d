package org.shuqiao.routes.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which transfers; what is null is not asked for.
 *
 * @param from when the transfer was made, inclusive; {@code to} exclusive
 */
public record TransferFilter(
        @Nullable TransferState state,
        @Nullable String reason,
        @Nullable String platform,
        @Nullable String center,
        @Nullable String dataset,
        @Nullable Instant from,
        @Nullable Instant to) {

    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    /** The same for the transfers that people may act on. */
    public TransferFilter parked() {
        return new TransferFilter(TransferState.PARKED, reason, platform, center, dataset, from, to);
    }

    /** Ids are UUIDv7, so a time is a place among them. */
    UUID firstId() {
        return from == null ? FIRST : floor(from);
    }

    /** Exclusive. */
    UUID endId() {
        return to == null ? LAST : floor(to);
    }

    static UUID floor(Instant instant) {
        return instant.isBefore(Instant.EPOCH) ? FIRST : new UUID(instant.toEpochMilli() << 16, 0);
    }
}
