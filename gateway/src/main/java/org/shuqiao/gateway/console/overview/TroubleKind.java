package org.shuqiao.gateway.console.overview;

import static org.shuqiao.gateway.console.overview.Desk.AGREEMENTS;
import static org.shuqiao.gateway.console.overview.Desk.CENTERS;
import static org.shuqiao.gateway.console.overview.Desk.KEYS;
import static org.shuqiao.gateway.console.overview.Desk.OFFICER;
import static org.shuqiao.gateway.console.overview.Desk.OPERATOR;
import static org.shuqiao.gateway.console.overview.Mood.BAD;
import static org.shuqiao.gateway.console.overview.Mood.WARN;

import java.util.Locale;

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
    ROUTE_STOPPED(BAD, Place.NOWHERE, OPERATOR, "/operator/routes/%s"),
    CIRCUIT_OPEN(BAD, Place.PLATFORM, OPERATOR, "/operator/platforms/%s"),
    PLATFORM_PLACE(BAD, Place.PLATFORM, OPERATOR, "/operator/platforms/%s"),
    PLATFORM_KEY(BAD, Place.PLATFORM, KEYS, "/audit/keys"),
    PLATFORM_SECRET(BAD, Place.PLATFORM, OPERATOR, "/operator/platforms/%s"),
    PARKED(BAD, Place.PLATFORM, OPERATOR, "/operator/transfers?state=PARKED&platform=%s"),
    AGREEMENTS_UNREADABLE(BAD, Place.PREPARE, AGREEMENTS, "/officer/agreements"),
    PAUSED(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms/%s"),
    ROUTE_OFF(WARN, Place.NOWHERE, OPERATOR, "/operator/routes/%s"),
    UNPREPARED(WARN, Place.PREPARE, OPERATOR, "/operator/routes"),
    REFUSED(WARN, Place.PLATFORM, OPERATOR, "/operator/transfers?state=REJECTED&platform=%s"),
    DENIED(WARN, Place.PREPARE, OPERATOR, "/operator/transfers?state=DENIED"),
    STUCK(WARN, Place.PLATFORM, OPERATOR, "/operator/stuck"),
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
    PLATFORM_CLOCK(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms/%s"),
    PLATFORM_FOLDER(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms/%s"),
    PUT_ASIDE(WARN, Place.PLATFORM, OPERATOR, "/operator/platforms/%s/aside"),
    AGREEMENTS_ENDING(WARN, Place.NOWHERE, AGREEMENTS, "/officer/agreements"),
    REPORTS_OVERDUE(WARN, Place.NOWHERE, OFFICER, "/officer/duties/reports"),
    INBOX_NEGLECTED(WARN, Place.NOWHERE, CENTERS, "/operator/transfers?center=%s"),
    WEBHOOKS_PAUSED(WARN, Place.NOWHERE, CENTERS, "/operator/transfers?center=%s");

    /** Where on the picture it hurts. */
    enum Place {
        ACCEPT,
        PREPARE,
        DELIVER,
        /** At the platform that the trouble names. */
        PLATFORM,
        NOWHERE
    }

    /** What the time of a trouble is the time of. */
    enum When {
        BEGAN,
        /** Of those that are counted the first came then. */
        OLDEST,
        /** The sentence itself ends with what it is the time of. */
        SAID,
        /** It is tried again then. */
        AGAIN;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Mood mood;
    private final Place place;
    private final Desk desk;
    private final String path;

    TroubleKind(Mood mood, Place place, Desk desk, String path) {
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

    /** Where it is dealt with, with a place for the party. */
    String path() {
        return path;
    }

    boolean isOfRoute() {
        return this == ROUTE_OFF || this == ROUTE_STOPPED;
    }

    When when() {
        return switch (this) {
            case CIRCUIT_OPEN -> When.AGAIN;
            case CERTIFICATES, INBOX_NEGLECTED -> When.SAID;
            case HELD, PAUSED, ROUTE_OFF, PLATFORM_PLACE, PLATFORM_SECRET, PLATFORM_FOLDER -> When.BEGAN;
            default -> When.OLDEST;
        };
    }
}
