package org.shuqiao.routes.steps;

import java.time.Duration;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.ledger.AttachmentLedger;
import org.shuqiao.routes.ledger.DraftLedger;

/** Every limit of the journeys, with its unit in its name. Reaching one is a typed answer. */
public final class Limits {
    /** One record, as received. */
    public static final int RECORD_BYTES = 1 << 20;

    public static final int IDEMPOTENCY_KEY_CHARS = 200;

    /** Rows of one group commit. */
    public static final int ROWS_PER_COMMIT = 256;

    /** Callers that may wait for a commit before others are told to come back. */
    public static final int ROWS_WAITING = 4096;

    /** Lines of one batch. */
    public static final int BATCH_LINES = 100_000;

    /** One batch, as received. */
    public static final long BATCH_BYTES = 1L << 30;

    /** The results of one batch. */
    public static final long BATCH_ANSWER_BYTES = 256L << 20;

    /** Results of a batch that are sent while it still comes in; the network takes so much of a caller that does not read yet. */
    public static final int BATCH_ANSWER_BYTES_AT_ONCE = 32 << 10;

    /** Lines of one batch that may wait for their commits; no more is read meanwhile. */
    public static final int BATCH_LINES_IN_FLIGHT = 256;

    /** The same in bytes. */
    public static final int BATCH_BYTES_IN_FLIGHT = 8 << 20;

    /** How long a batch may take to come in. */
    public static final Duration BATCH_WITHIN = Duration.ofMinutes(30);

    /** Batches that one gateway works on at once, and those of one center among them. Each holds a thread. */
    public static final int BATCHES_AT_ONCE = 16;

    public static final int BATCHES_AT_ONCE_PER_CENTER = 2;

    /** Centers whose rate of calls is remembered; one that is forgotten begins anew. */
    public static final int RATES_REMEMBERED = 10_000;

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

    /** How long laying rows down at a platform's place may take before no further one is begun; well within a lease. */
    public static final Duration DEPOSIT_WITHIN = Duration.ofSeconds(30);

    /** How long one attempt may take at most, whatever carries it. What cannot be over before its lease is does not begin. */
    public static final Duration CALL_WITHIN = Duration.ofMillis(PlatformDescriptor.Limits.LONGEST_CALL_MS);

    /** How long a platform may take to hand out what calls are signed with, and its whole answer. */
    public static final Duration SECRET_PATIENCE = Duration.ofSeconds(5);

    public static final int SECRET_ANSWER_BYTES = 1 << 16;

    /** How long nobody asks again after it handed out nothing. */
    public static final Duration SECRET_REST = Duration.ofSeconds(5);

    /** How long a secret that it has just handed out is kept although calls are refused. */
    public static final Duration SECRET_TRUSTED_FOR = Duration.ofSeconds(30);

    /** How often the revocation lists of partners are read again. */
    public static final Duration REVOCATIONS_EVERY = Duration.ofMinutes(10);

    /** Rows of one kind that one sweep picks up. */
    public static final int ROWS_PER_SWEEP = 2000;

    /** Received bytes whose records are handed from accept to prepare in memory; other records are read from the ledger. */
    public static final long BYTES_HANDED_OVER = 16 << 20;

    /** Receipts that a platform may send by itself in one call. */
    public static final int RECEIPTS_PER_CALL = 500;

    /** The body of such a call. */
    public static final int RECEIPTS_BYTES = 1 << 20;

    /** Such calls that are worked on at once; each costs a signature check for every receipt in it. */
    public static final int RECEIPT_CALLS_AT_ONCE = 4;

    /** How long a drop of files may take as a whole; shorter than {@link #SEND_LEASE}, or another gateway would begin the same. */
    public static final Duration DROP_PATIENCE = Duration.ofSeconds(45);

    /** The scan of one paper that a platform gave, and how many there may be of one package. */
    public static final int SCAN_BYTES = 20 << 20;

    public static final int SCANS_PER_PACKAGE = 50;

    /** How long one may take to come in. */
    public static final Duration SCAN_WITHIN = Duration.ofMinutes(5);

    public static final int PAPERS_SHOWN = 500;

    public static final int PACKAGES_SHOWN = 100;

    /** Why a paper gives records back: so many reasons, each so long. */
    public static final int RETURN_REASONS = 20;

    public static final int RETURN_REASON_CHARS = 500;

    /** Sources of what a platform says at its place that are read at once. */
    public static final int SOURCES_PER_COLLECT = 200;

    /** For how long it is known that one was taken. */
    public static final Duration COLLECTED_REMEMBERED = Duration.ofDays(90);

    /** For how long people can see what could not be used of them. */
    public static final Duration ASIDE_SHOWN = Duration.ofDays(90);

    /** A statement that travels in a header: 4,096 characters of base64url. */
    public static final int STATEMENT_BYTES = 3072;

    /** Marked records of one center that no officer has dealt with. */
    public static final int SEALED_PER_CENTER = 1_000;

    /** How long a transfer waits for an officer's approval. */
    public static final Duration APPROVAL_PATIENCE = Duration.ofDays(30);

    /** How long a transfer waits in quarantine for an officer. */
    public static final Duration QUARANTINE_PATIENCE = Duration.ofDays(30);

    /** Hits of one payload of which an officer sees what stands around them. */
    public static final int HITS_DETAILED = 20;

    /** Quarantined transfers that one page shows, and that one step of a decision on many looks at. */
    public static final int QUARANTINE_PAGE = 200;

    public static final int QUARANTINE_STEP = 100;

    /** How often what only people who decide needed is looked for after their question is over. */
    public static final Duration NEEDLESS_FORGOTTEN_EVERY = Duration.ofMinutes(1);

    /** Leaves of the log that one transaction puts into the tree. */
    public static final int LEAVES_PER_BATCH = 4096;

    /** How often leaves are put into the tree, and how often the log is looked at. */
    public static final Duration SEQUENCE_EVERY = Duration.ofMillis(250);

    public static final Duration LOG_LOOKED_AT_EVERY = Duration.ofSeconds(1);

    /** After which nothing leaves when nobody has looked at the log. */
    public static final Duration LOG_LOOKED_AT_WITHIN = Duration.ofSeconds(30);

    /** How often it is looked whether the ledger takes what must be recorded, and how long such a look may take. */
    public static final Duration LEDGER_LOOKED_AT_EVERY = Duration.ofSeconds(1);

    /** A changed folder of a platform is used after the second look that finds the same in it. */
    public static final Duration PLATFORM_FOLDERS_LOOKED_AT_EVERY = Duration.ofSeconds(2);

    public static final Duration LEDGER_PATIENCE = Duration.ofSeconds(5);

    /** How far this gateway's clock may be from the ledger's before nothing is decided and nothing leaves. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** After which a clock that nobody has compared is not believed. */
    public static final Duration CLOCK_COMPARED_WITHIN = Duration.ofSeconds(30);

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

    /** Transfers that one page of a search for signed ones may look at: each costs a look at what it says, too. */
    public static final int SIGNED_ROWS = 10_000;

    /** Transfers that an export reads at once. */
    public static final int EXPORT_PAGE_ROWS = 200;

    /** Transfers in one export archive, since a ZIP file's directory is kept in memory until its end. */
    public static final int EXPORT_TRANSFERS = 100_000;

    /** After which an export archive ends early, and its index says how to go on. */
    public static final Duration EXPORT_WITHIN = Duration.ofMinutes(30);

    /** Transfers whose evidence one order may have verified again, and the failures among them that are told. */
    public static final int REVERIFY_TRANSFERS = 100_000;

    public static final int REVERIFY_FAILURES_TOLD = 500;

    /** Such orders that one gateway works on at once; each holds a thread and now and then a connection. */
    public static final int REVERIFY_AT_ONCE = 2;

    /** After which such an order ends, where who gave it has not looked how far it is. Pages that nobody sees do not ask. */
    public static final Duration REVERIFY_UNSEEN = Duration.ofMinutes(10);

    /** Acts of people in one list. */
    public static final int ACTS_SHOWN = 50;

    /** One batch that a platform sends. */
    public static final int RETURN_BYTES = 4 << 20;

    public static final int RETURN_ROWS = 500;

    /** How long one body may take to come in, of a caller that is known and of one that is not yet. */
    public static final Duration BODY_WITHIN = Duration.ofSeconds(60);

    public static final Duration UNPROVEN_BODY_WITHIN = Duration.ofSeconds(15);

    /** Bodies that are read at once of callers that are known only by what they signed. */
    public static final int UNPROVEN_BODIES_AT_ONCE = 32;

    /** Refused calls whose bodies are still read, so that their callers see the refusal: how many, how much of each, and for how long. */
    public static final int UNREAD_BODIES_AT_ONCE = 32;

    public static final long UNREAD_BODY_BYTES = 64 << 20;

    public static final Duration UNREAD_BODY_WITHIN = Duration.ofSeconds(5);

    /** Bodies of such batches that are held in memory at once, together. */
    public static final int RETURN_BYTES_AT_ONCE = 64 << 20;

    /** How far a platform's clock may be away from ours. */
    public static final Duration RETURN_CLOCK_SKEW = Duration.ofMinutes(10);

    /** Violations of one row that our receipt names. */
    public static final int RETURN_VIOLATIONS = 10;

    /** Gaps in a platform's sequence that are asked for at each poll. */
    public static final int POLL_GAPS_AT_ONCE = 10;

    /** Places that a platform's sequence may jump over; what jumps further is not believed. */
    public static final int POLL_JUMP = 1_000;

    /** Shown items whose consent has ended that one sweep tells platforms to take down. */
    public static final int TAKE_DOWNS_PER_SWEEP = 100;

    /** Requests of visitors that one transaction ends because nobody has decided on them. */
    public static final int EXPIRIES_PER_COMMIT = 100;

    /** Duties after an arrival that one sweep looks at, in one transaction. */
    public static final int DUTIES_PER_SWEEP = 500;

    /** Reports of consumers that one sweep lets follow, or of which it tells that they are overdue. */
    public static final int REPORTS_PER_SWEEP = 100;

    /** Payloads that one transaction deletes, each with a leaf. */
    public static final int DELETIONS_PER_COMMIT = 500;

    /** Messages that a center may leave unread before nothing more is taken for it. */
    public static final int INBOX_UNREAD = 100_000;

    /** After which an unread message is worth a warning. */
    public static final Duration INBOX_WARN_AGE = Duration.ofDays(7);

    /** How often the heads of inboxes are read for open streams, and webhooks that are due are looked for. */
    public static final Duration INBOXES_LOOKED_AT_EVERY = Duration.ofMillis(500);

    /** How often it is counted what nobody has read. */
    public static final Duration UNREAD_COUNTED_EVERY = Duration.ofSeconds(10);

    /** Inboxes in one list for operators. */
    public static final int INBOXES_LISTED = 200;

    /** Messages, and bytes of payloads, in one page of an inbox. */
    public static final int INBOX_PAGE_ROWS = 500;

    public static final int INBOX_PAGE_BYTES = 4 << 20;

    /** Streams of one center, and of all, on one gateway. */
    public static final int STREAMS_PER_CENTER = 4;

    public static final int STREAMS = 1_000;

    /** What one stream may hold in memory for a client that does not read: one page, at least one message. */
    public static final int STREAM_PAGE_ROWS = 100;

    public static final int STREAM_PAGE_BYTES = 1 << 16;

    /** How long a stream is silent before it says that it is still there. */
    public static final Duration STREAM_HEARTBEAT = Duration.ofSeconds(15);

    /** Messages, and bytes of payloads, that a webhook gets in one call. */
    public static final int WEBHOOK_ROWS = 100;

    public static final int WEBHOOK_BYTES = 1 << 20;

    /** Calls in a row for one center before others have their turn. */
    public static final int WEBHOOK_CALLS_IN_A_ROW = 20;

    /** Webhooks that are called at once by one gateway. */
    public static final int WEBHOOKS_AT_ONCE = 8;

    /** How long a webhook may take to be connected to, and from there to the last byte of its answer. */
    public static final Duration WEBHOOK_CONNECT_PATIENCE = Duration.ofSeconds(5);

    public static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(10);

    public static final Duration WEBHOOK_LEASE = Duration.ofSeconds(60);

    public static final int WEBHOOK_ANSWER_BYTES = 1 << 16;
    public static final int WEBHOOK_URL_CHARS = 2_000;

    /** Failures in a row after which a webhook rests until its center resumes it; by then half a day has gone. */
    public static final int WEBHOOK_FAILURES = 20;

    /** How long a webhook rests after its first failure, and at most. */
    public static final Duration WEBHOOK_FIRST_REST = Duration.ofSeconds(1);

    public static final Duration WEBHOOK_LONGEST_REST = Duration.ofHours(1);

    /** How often the switches of operators are followed. */
    public static final Duration SWITCHES_FOLLOWED_EVERY = Duration.ofMillis(500);

    /** A gateway that was not seen for longer is taken for dead when a route is drained. */
    public static final Duration GATEWAY_SEEN_WITHIN = Duration.ofSeconds(10);

    /** When to come back to a door that an operator has closed. */
    public static final Duration PAUSED_RETRY_AFTER = Duration.ofSeconds(30);

    /** Submissions that one page of a center's search may look at to see how far they have come. */
    public static final int SUBMISSIONS_LOOKED_AT = 5_000;

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

    /** How often the newest minutes of traffic are counted. */
    public static final Duration TRAFFIC_COUNTED_EVERY = Duration.ofSeconds(10);

    /** Revocations that take effect, or of which centers are told, in one sweep. */
    public static final int REVOCATIONS_PER_SWEEP = 50;

    /** Consents of one enterprise for one record that are looked at. */
    public static final int CONSENTS_LOOKED_AT = 1_000;
    /** Versions of agreements that one center, and one officer, may have on their way into force. */
    public static final DraftLedger.OpenLimits OPEN_AGREEMENTS = new DraftLedger.OpenLimits(50, 200);

    /** Versions, and events, of one agreement that are shown; the newest. */
    public static final int AGREEMENT_VERSIONS_SHOWN = 200;

    public static final int AGREEMENT_EVENTS_SHOWN = 500;

    /** Agreements whose terms one look ends or warns of, and those that are told of as ending soon. */
    public static final int TERMS_PER_LOOK = 200;

    public static final Duration TERMS_LOOKED_AT_EVERY = Duration.ofSeconds(10);

    /** One attachment; records cannot name a longer one. */
    public static final long ATTACHMENT_BYTES = 100L << 20;

    /** What one center may have here. */
    public static final AttachmentLedger.Quota ATTACHMENTS_PER_CENTER = new AttachmentLedger.Quota(20_000, 20L << 30);

    /** How long an attachment may be here before a record names it. */
    public static final Duration ATTACHMENT_UNUSED_FOR = Duration.ofDays(7);

    public static final Duration ATTACHMENTS_SWEPT_EVERY = Duration.ofMinutes(10);

    /** Attachments that one transaction deletes. */
    public static final int ATTACHMENTS_PER_SWEEP = 100;

    /** Attachments in one list. */
    public static final int ATTACHMENTS_LISTED = 200;

    /** Uploads that one gateway takes at once, and those of one center among them; downloads likewise. Each holds a thread. */
    public static final int ATTACHMENTS_AT_ONCE = 8;

    public static final int ATTACHMENTS_AT_ONCE_PER_CENTER = 2;

    /** How long an upload may take to come in. */
    public static final Duration ATTACHMENT_WITHIN = Duration.ofMinutes(30);

    /** Derivations of numbers that are made at once, records that one looks at, and how long it may take. */
    public static final int DERIVATIONS_AT_ONCE = 2;

    public static final int DERIVATION_RECORDS = 50_000;
    public static final Duration DERIVATION_PATIENCE = Duration.ofSeconds(10);

    private Limits() {}
}
