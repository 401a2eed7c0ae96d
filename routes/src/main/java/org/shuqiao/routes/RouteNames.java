package org.shuqiao.routes;

/** Ids of the routes, as operators see them. */
public final class RouteNames {
    public static final String ACCEPT = "accept-submission";
    public static final String PREPARE = "prepare";
    public static final String PREPARE_TRANSFER = "prepare-transfer";
    public static final String DELIVER_TEMPLATE = "deliver";
    public static final String ASK_TEMPLATE = "ask";
    public static final String RECEIVE_RECEIPTS = "receive-receipts";
    public static final String REFRESH_KEYS = "refresh-keys";
    public static final String REFRESH_REVOCATIONS = "refresh-revocations";
    public static final String FOLLOW_SWITCHES = "follow-switches";
    public static final String SWEEP = "sweep";
    public static final String MAKE_PARTITIONS = "make-partitions";
    public static final String SEQUENCE_LOG = "sequence-log";
    public static final String GUARD_LOG = "guard-log";
    public static final String STAMP_LOG = "stamp-log";

    private RouteNames() {}

    /** The route of one platform's deliveries. */
    public static String deliver(String platform) {
        return "deliver-" + platform;
    }

    /** The route that asks one platform what became of transfers. */
    public static String ask(String platform) {
        return "ask-" + platform;
    }
}
