package org.shuqiao.routes.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an agreement wants done after a transfer that it binds.
 *
 * @param within how long after the transfer was signed (for a receipt and the consumer's copy: after the end of the send) it is due;
 *     null where it waits for something else
 */
public record DutyAfter(String agreement, int version, Kind kind, @Nullable Duration within) {

    /** What has to be done. */
    public enum Kind {
        /** Once the agreement is revoked: the platform takes it down, and our payload is deleted. */
        STOP_AND_DELETE,
        /** Our payload is deleted. */
        RETENTION,
        /** The platform's last receipt is there by then. */
        RECEIPT_WITHIN,
        /** The center is told that it was stored. */
        NOTIFY,
        /** The consumer has deleted its copy by then. */
        DELETE_AFTER,
        /** From the arrival on the consumer owes reports, each so long after the one before: of the agreement, not of the transfer. */
        REPORT_USE
    }
}
