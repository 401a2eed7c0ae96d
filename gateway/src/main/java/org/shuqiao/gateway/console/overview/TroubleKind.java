package org.shuqiao.gateway.console.overview;

import static org.shuqiao.gateway.console.overview.Desk.AGREEMENTS;
import static org.shuqiao.gateway.console.overview.Desk.KEYS;
import static org.shuqiao.gateway.console.overview.Desk.OFFICER;
import static org.shuqiao.gateway.console.overview.Desk.OPERATOR;
import static org.shuqiao.gateway.console.overview.Mood.BAD;
import static org.shuqiao.gateway.console.overview.Mood.WARN;

import org.jspecify.annotations.Nullable;

/**
 * What may need somebody; of two that are equally bad the first is told first. Messages {@code overview.trouble.<kind>} say what it is, and
 * {@code overview.do.<kind>} what to do.
 */
enum TroubleKind {
    LEDGER_AWAY(BAD, Place.ACCEPT, OPERATOR, "/operator/routes"),
    HELD(BAD, Place.DELIVER, OPERATOR, "/operator/routes"),
    CANNOT_SIGN(BAD, Place.PREPARE, KEYS, "/audit/keys"),
    KEYS_MISSING(BAD, Place.PREPARE, KEYS, "/audit/keys"),
    BROKER_AWAY(BAD, Place.PREPARE, OPERATOR, "/operator/routes"),
    ROUTE_STOPPED(BAD, Place.NOWHERE, OPERATOR, "/operator/routes"),
    CIRCUIT_OPEN(BAD, Place.PLATFORM, OPERATOR, "/operator/platforms"),
    PLATFORM_PLACE(BAD, Place.PLATFORM, OPERATOR, "/operator/platforms"),
    PLATFORM_KEY(BAD, Place.PLATFORM, KEYS, "/audit/keys"),
    PLATFORM_SECRET(BAD, Place.PLATFORM, OPERATOR, "/operator/platforms"),
    PARKED(BAD, Place.PLATFORM, OPERATOR, "/operator/transfers?state=PARKED&platform=%s"),
    AGREEMENTS_UNREADABLE(BAD, Place.PREPARE, AGREEMENTS, "/officer/agreements"),
    PAUSED(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms"),
    ROUTE_OFF(WARN, Place.NOWHERE, OPERATOR, "/operator/routes"),
    UNPREPARED(WARN, Place.PREPARE, OPERATOR, "/operator/routes"),
    REFUSED(WARN, Place.PLATFORM, OPERATOR, "/operator/transfers?state=REJECTED&platform=%s"),
    DENIED(WARN, Place.PREPARE, OPERATOR, "/operator/transfers?state=DENIED"),
    STUCK(WARN, Place.PLATFORM, OPERATOR, "/operator/transfers?platform=%s"),
    RECEIPTS_LATE(WARN, Place.PLATFORM, OPERATOR, "/operator/transfers?state=ACCEPTED&platform=%s"),
    QUARANTINED(WARN, Place.PREPARE, OFFICER, "/officer/quarantine"),
    SEALED(WARN, Place.ACCEPT, OFFICER, "/officer/sealed"),
    APPROVALS(WARN, Place.PREPARE, OFFICER, "/officer/approvals"),
    SUSPENDED(WARN, Place.PREPARE, AGREEMENTS, "/officer/agreements"),
    LOG_LAG(WARN, Place.DELIVER, OFFICER, "/audit/log"),
    STAMP_BUDGET(WARN, Place.DELIVER, OFFICER, "/audit/log"),
    CLOCK(WARN, Place.DELIVER, OPERATOR, "/operator/routes"),
    CAPACITY(WARN, Place.ACCEPT, OPERATOR, "/operator/routes"),
    CERTIFICATES(WARN, Place.DELIVER, KEYS, "/audit/keys"),
    REVOCATION_LISTS(WARN, Place.DELIVER, OPERATOR, "/operator/platforms"),
    PLATFORM_CLOCK(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms"),
    PLATFORM_FOLDER(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms"),
    PUT_ASIDE(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms"),
    AGREEMENTS_ENDING(WARN, Place.NOWHERE, AGREEMENTS, "/officer/agreements"),
    REPORTS_OVERDUE(WARN, Place.NOWHERE, OFFICER, "/officer/duties"),
    INBOX_NEGLECTED(WARN, Place.NOWHERE, OPERATOR, null),
    WEBHOOKS_PAUSED(WARN, Place.NOWHERE, OPERATOR, null);

    /** Where on the picture it hurts. */
    enum Place {
        ACCEPT,
        PREPARE,
        DELIVER,
        /** At the platform that the trouble names. */
        PLATFORM,
        NOWHERE
    }

    private final Mood mood;
    private final Place place;
    private final Desk desk;
    private final @Nullable String path;

    TroubleKind(Mood mood, Place place, Desk desk, @Nullable String path) {
        this.mood = mood;
        this.place = place;
        this.desk = desk;
        this.path = path;
    }

    Mood mood() {
        return mood;
    }

    Place place() {
        return place;
    }

    Desk desk() {
        return desk;
    }

    /** Where it is dealt with, with a place for the platform; null where no page does. */
    @Nullable String path() {
        return path;
    }
}
