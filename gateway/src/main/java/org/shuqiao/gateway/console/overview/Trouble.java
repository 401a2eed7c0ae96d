package org.shuqiao.gateway.console.overview;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.ApiKeys.Role;
import org.shuqiao.routes.RouteNames;
import org.shuqiao.routes.failures.ReasonCode;

/**
 * One thing that needs somebody.
 *
 * @param party id of the platform or route, or USCI of the first of the centers; empty where it is none of them
 * @param count of what waits or fails; seconds or days where the kind speaks of time
 * @param since when it began, or when it will come; null where that is not known
 * @param reason null where there is none of ours
 * @param note what an operator wrote, or what is wrong at a place; empty where there is none
 */
record Trouble(
        TroubleKind kind,
        Mood mood,
        String party,
        long count,
        @Nullable Instant since,
        @Nullable ReasonCode reason,
        String note) {

    static final Comparator<Trouble> WORST_FIRST = Comparator.comparing(Trouble::mood)
            .reversed()
            .thenComparing(Trouble::kind)
            .thenComparing(Comparator.comparingLong(Trouble::count).reversed())
            .thenComparing(Trouble::party);

    static Trouble of(TroubleKind kind) {
        return of(kind, "", 0, null);
    }

    static Trouble of(TroubleKind kind, String party, long count, @Nullable Instant since) {
        return new Trouble(kind, kind.mood(), party, count, since, null, "");
    }

    Trouble because(ReasonCode why) {
        return new Trouble(kind, mood, party, count, since, why, note);
    }

    Trouble noting(String words) {
        return new Trouble(kind, mood, party, count, since, reason, words);
    }

    Trouble badIf(boolean bad) {
        return bad ? new Trouble(kind, Mood.BAD, party, count, since, reason, note) : this;
    }

    boolean isOf(String platform) {
        return kind.place() == TroubleKind.Place.PLATFORM && party.equals(platform);
    }

    /** A route that does not run hurts where it works. */
    TroubleKind.Place place() {
        if (!kind.isOfRoute()) {
            return kind.place();
        }
        if (party.startsWith("accept-")) {
            return TroubleKind.Place.ACCEPT;
        }
        if (party.startsWith(RouteNames.PREPARE)) {
            return TroubleKind.Place.PREPARE;
        }
        return party.startsWith(RouteNames.DELIVER_TEMPLATE) ? TroubleKind.Place.DELIVER : TroubleKind.Place.NOWHERE;
    }

    /** How the time beside it is to be read: the end of the message's key. */
    public String when() {
        return kind.when().key();
    }

    public Desk desk() {
        return kind.desk();
    }

    /** Null where the role may not open the page that deals with it. */
    public @Nullable String link(Role role) {
        return kind.desk().isOpenTo(role) ? kind.path().replace("%s", party) : null;
    }
}
