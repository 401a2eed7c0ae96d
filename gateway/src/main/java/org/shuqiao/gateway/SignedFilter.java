package org.shuqiao.gateway;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuqiao.routes.failures.Failure;
import org.shuqiao.routes.failures.FailureCode;
import org.shuqiao.routes.keys.KeyOffice;
import org.shuqiao.routes.ledger.ExportLedger.Query;
import org.shuqiao.routes.ledger.TransferState;

/**
 * Which signed transfers; what is left out is not asked for.
 *
 * @param field path in the source record, such as {@code /served/*}{@code /usci}; only with its dataset
 * @param key id of the key that signed
 * @param from when the transfer was made, inclusive; {@code to} exclusive
 */
public record SignedFilter(
        @Nullable String center,
        @Nullable String platform,
        @Nullable String agreement,
        @Nullable String dataset,
        @Nullable String field,
        @Nullable UUID key,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable TransferState state) {

    /** @throws Failure as {@link #of} */
    public Query checked(KeyOffice keys) {
        return of(center, keys);
    }

    /**
     * The same of one center, whatever center was asked for.
     *
     * @throws Failure {@link FailureCode#BAD_REQUEST} for a text that can be in no row and for a field without its dataset,
     *     {@link FailureCode#NOT_FOUND} for a key that there is none of, {@link FailureCode#WRONG_STATE} for one that has signed nothing
     */
    Query of(@Nullable String onlyCenter, KeyOffice keys) {
        if (field != null && dataset == null) {
            throw Members.refused("dataset");
        }
        return new Query(
                Members.searched(onlyCenter, "center"),
                Members.searched(platform, "platform"),
                Members.searched(agreement, "agreement"),
                Members.searched(dataset, "dataset"),
                Members.searched(field, "field"),
                key == null ? null : keys.chainHash(key),
                from,
                to,
                state);
    }
}
