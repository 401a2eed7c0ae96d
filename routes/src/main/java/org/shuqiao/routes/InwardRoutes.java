package org.shuqiao.routes;

import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.shuqiao.routes.ledger.Ledger;
import org.shuqiao.routes.steps.DecideBooking;
import org.shuqiao.routes.steps.DeletePayloads;
import org.shuqiao.routes.steps.ExpireBookings;
import org.shuqiao.routes.steps.OwnRecords;
import org.shuqiao.routes.steps.PerformDuties;
import org.shuqiao.routes.steps.ReceivedReturn;
import org.shuqiao.routes.steps.TakeDown;
import org.shuqiao.routes.steps.TakeDownRecords;
import org.shuqiao.routes.steps.TellBooking;

/** The journey from platforms to a center: sent or asked for, and what a center then decides. */
final class InwardRoutes {
    private final RouteParts parts;
    private final JourneyParts journeys;

    InwardRoutes(RouteParts parts) {
        this.parts = parts;
        this.journeys = parts.journeys();
    }

    /** @param take the way in, for what a poll has fetched */
    void addTo(CamelContext camel, Consumer<ReceivedReturn> take) throws Exception {
        ReturnRoute returned = new ReturnRoute(
                journeys.platforms(),
                ReturnRoute.Steps.of(
                        journeys,
                        parts.agreements(),
                        parts.desensitiser(),
                        parts.maskingCatalogue(),
                        parts.log().departures(),
                        parts.ids(),
                        parts.clock()));
        camel.addRoutes(returned);
        returned.addPlatforms(camel);
        parts.platforms().bindPolls(take, parts.agreements(), parts.clock());
        PollRoute poll = new PollRoute(journeys.platforms());
        camel.addRoutes(poll);
        poll.addPlatforms(camel);
        camel.addRoutes(offers());
    }

    private OffersRoute offers() {
        Ledger ledger = journeys.ledger();
        OwnRecords records = new OwnRecords(journeys.datasets(), parts.rows(), journeys.clock());
        TakeDownRecords takeDowns = new TakeDownRecords(journeys.platforms(), records);
        TellBooking telling = new TellBooking(records);
        return new OffersRoute(
                new DecideBooking(ledger.bookings(), telling, parts.hints()),
                new ExpireBookings(ledger.bookings(), telling, parts.hints()),
                new TakeDown(ledger.takeDowns(), ledger.afterRevocations(), takeDowns, parts.hints()),
                new PerformDuties(
                        ledger.postDuties(),
                        ledger.useReports(),
                        parts.agreements(),
                        takeDowns,
                        parts.hints(),
                        parts.clock()),
                new DeletePayloads(ledger.deletions()),
                journeys.sweepEvery());
    }
}
