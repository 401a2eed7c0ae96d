package org.shuqiao.routes;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.DecideBooking;
import org.shuqiao.routes.steps.DeletePayloads;
import org.shuqiao.routes.steps.ExpireBookings;
import org.shuqiao.routes.steps.PerformDuties;
import org.shuqiao.routes.steps.TakeDown;

/** What centers offer: they decide on bookings, and what may be seen or known only for a time ends with it. */
final class OffersRoute extends RouteBuilder {
    private static final Duration DELETE_EVERY = Duration.ofMinutes(1);
    private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);

    private final DecideBooking decideBooking;
    private final ExpireBookings expireBookings;
    private final TakeDown takeDown;
    private final PerformDuties performDuties;
    private final DeletePayloads deletePayloads;
    private final Duration period;

    /** @param period how often what has to be taken down is looked for */
    OffersRoute(
            DecideBooking decideBooking,
            ExpireBookings expireBookings,
            TakeDown takeDown,
            PerformDuties performDuties,
            DeletePayloads deletePayloads,
            Duration period) {
        this.decideBooking = decideBooking;
        this.expireBookings = expireBookings;
        this.takeDown = takeDown;
        this.performDuties = performDuties;
        this.deletePayloads = deletePayloads;
        this.period = period;
    }

    @Override
    public void configure() {
        from("direct:" + RouteNames.DECIDE_BOOKING)
                .routeId(RouteNames.DECIDE_BOOKING)
                .bean(decideBooking);

        from("timer:expire-bookings?delay=1000&period=" + EXPIRE_EVERY.toMillis())
                .routeId(RouteNames.EXPIRE_BOOKINGS)
                .bean(expireBookings);

        from("timer:take-down?delay=1000&period=" + period.toMillis())
                .routeId(RouteNames.TAKE_DOWN)
                .bean(takeDown);

        from("timer:perform-duties?delay=1000&period=" + period.toMillis())
                .routeId(RouteNames.PERFORM_DUTIES)
                .bean(performDuties);

        from("timer:delete-contacts?delay=1000&period=" + DELETE_EVERY.toMillis())
                .routeId(RouteNames.DELETE_CONTACTS)
                .bean(deletePayloads);
    }
}
