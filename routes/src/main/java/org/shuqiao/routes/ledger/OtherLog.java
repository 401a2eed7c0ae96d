package org.shuqiao.routes.ledger;

/** The ledger holds a log of another origin or hash than the settings name. Both are part of all that was ever signed of it. */
public final class OtherLog extends RuntimeException {
    OtherLog(String origin, String hash) {
        super("the log in this ledger is " + origin + " with " + hash + ", and must stay so: set shuqiao.log.origin"
                + " and shuqiao.log.hash to these");
    }
}
