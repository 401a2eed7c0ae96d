package org.shuqiao.routes;

/** Ids of the routes, as operators see them. */
public final class RouteNames {
    public static final String ACCEPT = "accept-submission";
    public static final String ACCEPT_LINE = "accept-line";
    public static final String DRY_RUN = "dry-run";
    public static final String TRY_AGREEMENT = "try-agreement";
    public static final String PREPARE = "prepare";
    public static final String PREPARE_TRANSFER = "prepare-transfer";
    public static final String DELIVER_TEMPLATE = "deliver";
    public static final String ASK_TEMPLATE = "ask";
    public static final String RETURN_TEMPLATE = "return";
    public static final String POLL_TEMPLATE = "poll";
    public static final String COLLECT_TEMPLATE = "collect";
    public static final String DECIDE_BOOKING = "decide-booking";
    public static final String EXPIRE_BOOKINGS = "expire-bookings";
    public static final String TAKE_DOWN = "take-down";
    public static final String DELETE_CONTACTS = "delete-contacts";
    public static final String RECEIVE_RECEIPTS = "receive-receipts";
    public static final String REFRESH_KEYS = "refresh-keys";
    public static final String REFRESH_REVOCATIONS = "refresh-revocations";
    public static final String WATCH_AGREEMENT_TERMS = "watch-agreement-terms";
    public static final String FOLLOW_SWITCHES = "follow-switches";
    public static final String SWEEP = "sweep";
    public static final String WATCH_LEDGER = "watch-ledger";
    public static final String WATCH_PLATFORMS = "watch-platforms";
    public static final String MAKE_PARTITIONS = "make-partitions";
    public static final String COUNT_TRAFFIC = "count-traffic";
    public static final String FORGET_NEEDLESS = "forget-needless";
    public static final String SWEEP_ATTACHMENTS = "sweep-attachments";
    public static final String PERFORM_DUTIES = "perform-duties";
    public static final String END_PERMISSIONS = "end-permissions";
    public static final String SEQUENCE_LOG = "sequence-log";
    public static final String GUARD_LOG = "guard-log";
    public static final String STAMP_LOG = "stamp-log";

    public static final String WATCH_INBOXES = "watch-inboxes";
    public static final String COUNT_UNREAD = "count-unread";
    public static final String CLAIM_WEBHOOKS = "claim-webhooks";
    public static final String DELIVER_WEBHOOK = "deliver-webhook";

    private RouteNames() {}

    /** The route of one platform's deliveries. */
    public static String deliver(String platform) {
        return "deliver-" + platform;
    }

    /** The route that asks one platform what became of transfers. */
    public static String ask(String platform) {
        return "ask-" + platform;
    }

    /** The route of what one platform sends to centers. */
    public static String returned(String platform) {
        return "return-" + platform;
    }

    /** The route that collects what one platform says at its place. */
    public static String collect(String platform) {
        return "collect-" + platform;
    }

    /** The route that asks one platform for what it has for centers. */
    public static String poll(String platform) {
        return "poll-" + platform;
    }
}
