package org.shuqiao.gateway.console.overview;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuqiao.gateway.console.RouteWork;
import org.shuqiao.gateway.console.overview.Node.Names;
import org.shuqiao.gateway.console.overview.Seen.Counted;
import org.shuqiao.routes.ledger.TrafficLedger.Volume;

/**
 * Whom a trouble is about.
 *
 * @param names of the platform or center; empty where it is neither
 * @param work key of the message that says what a route does, with a place for the name; null where it is about no route
 */
record About(Names names, @Nullable String work) {

    /** @param platforms their names, by id */
    static About of(Trouble trouble, @Nullable Counted counted, Function<String, Names> platforms) {
        String party = trouble.party();
        if (trouble.isOf(party)) {
            return new About(platforms.apply(party), null);
        }
        if (counted == null || party.isEmpty()) {
            return new About(Names.same(party), null);
        }
        if (trouble.kind().isOfRoute()) {
            RouteWork work = RouteWork.of(party, counted::hasPlatform);
            return new About(work.platform().isEmpty() ? Names.NONE : platforms.apply(work.platform()), work.key());
        }
        return new About(Names.same(center(party, counted)), null);
    }

    private static String center(String usci, Counted counted) {
        return counted.volumes().stream()
                .filter(volume -> volume.center().equals(usci))
                .map(Volume::name)
                .findFirst()
                .orElse(usci);
    }
}
