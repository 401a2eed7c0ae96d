package org.shuqiao.routes.steps;

import java.time.Duration;

/** Every limit of the journeys, with its unit in its name. Reaching one is a typed answer. */
public final class Limits {
    /** One record, as received. */
    public static final int RECORD_BYTES = 1 << 20;

    public static final int IDEMPOTENCY_KEY_CHARS = 200;

    /** Rows of one group commit. */
    public static final int ROWS_PER_COMMIT = 256;

    /** Callers that may wait for a commit before others are told to come back. */
    public static final int ROWS_WAITING = 4096;

    /** Ids in one hint. */
    public static final int IDS_PER_HINT = 64;

    /** Hints of one queue that may be out at once. */
    public static final int HINTS_OUT = 8;

    /** Ids that gather in memory while no further hint of their queue may leave; the rest is found by the sweeper. */
    public static final int IDS_WAITING = 8_192;

    /** When a hint that has not come back no longer counts as out. */
    public static final Duration HINT_FORGOTTEN_AFTER = Duration.ofSeconds(10);

    /** How long a fresh row is left to its hint before the sweeper looks at it. */
    public static final Duration HINT_GRACE = Duration.ofSeconds(15);

    public static final Duration PREPARE_LEASE = Duration.ofSeconds(60);
    public static final Duration SEND_LEASE = Duration.ofSeconds(60);

    /** How often the revocation lists of partners are read again. */
    public static final Duration REVOCATIONS_EVERY = Duration.ofMinutes(10);

    /** Rows of one kind that one sweep picks up. */
    public static final int ROWS_PER_SWEEP = 2000;

    /** Records handed from accept to prepare in memory; others are read from the ledger. */
    public static final int RECORDS_HANDED_OVER = 4096;

    /** Receipts that a platform may send by itself in one call. */
    public static final int RECEIPTS_PER_CALL = 500;

    /** The body of such a call. */
    public static final int RECEIPTS_BYTES = 1 << 20;

    /** Such calls that are worked on at once; each costs a signature check for every receipt in it. */
    public static final int RECEIPT_CALLS_AT_ONCE = 4;

    /** A statement that travels in a header: 4,096 characters of base64url. */
    public static final int STATEMENT_BYTES = 3072;

    /** Leaves of the log that one transaction puts into the tree. */
    public static final int LEAVES_PER_BATCH = 4096;

    /** How often leaves are put into the tree, and how often the log is looked at. */
    public static final Duration SEQUENCE_EVERY = Duration.ofMillis(250);

    public static final Duration LOG_LOOKED_AT_EVERY = Duration.ofSeconds(1);

    /** After which nothing leaves when nobody has looked at the log. */
    public static final Duration LOG_LOOKED_AT_WITHIN = Duration.ofSeconds(30);

    /** How long a leaf may wait for its place in the tree before nothing leaves any more. */
    public static final Duration LOG_LAG = Duration.ofSeconds(60);

    /** Tiles of 256 leaves that are derived again at the start before anything leaves: a million leaves. */
    public static final int LOG_TILES_AT_START = 4096;

    /** Tiles that are derived again at each look, so that every place is looked at now and then. */
    public static final int LOG_TILES_AT_EACH_LOOK = 4;

    /** How long one time-stamp authority may take for its whole answer. */
    public static final Duration TIMESTAMP_PATIENCE = Duration.ofSeconds(5);

    /** When to ask again for a proof that is not there yet. */
    public static final Duration PROOF_AFTER = Duration.ofSeconds(1);

    /** Transfers that an export reads at once. */
    public static final int EXPORT_PAGE_ROWS = 200;

    /** Transfers in one export archive, since a ZIP file's directory is kept in memory until its end. */
    public static final int EXPORT_TRANSFERS = 100_000;

    /** How often the switches of operators are followed. */
    public static final Duration SWITCHES_FOLLOWED_EVERY = Duration.ofMillis(500);

    /** A gateway that was not seen for longer is taken for dead when a route is drained. */
    public static final Duration GATEWAY_SEEN_WITHIN = Duration.ofSeconds(10);

    /** When to come back to a door that an operator has closed. */
    public static final Duration PAUSED_RETRY_AFTER = Duration.ofSeconds(30);

    /** Transfers that one page of an operator's search may look at, and those that it may show. */
    public static final int SEARCH_ROWS = 100_000;

    public static final int SEARCH_PAGE = 200;

    /** Transfers that one step of a bulk act looks at. */
    public static final int BULK_STEP = 500;

    /** How long after it was last used the token of a bulk act is good. */
    public static final Duration BULK_TOKEN = Duration.ofMinutes(10);

    /** After which a transfer that has not come to its end counts as stuck, unless another time is asked for. */
    public static final Duration STUCK_AFTER = Duration.ofMinutes(15);

    /** How long one count for operators may take, and how old one may be that is shown as a metric. */
    public static final Duration FIGURE_PATIENCE = Duration.ofSeconds(5);

    private Limits() {}
}
