package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.WatchLedger;

/** Looks whether the ledger and the clock are such that anything may be decided and leave. */
final class WatchLedgerRoute extends RouteBuilder {
    private final WatchLedger watch;

    WatchLedgerRoute(WatchLedger watch) {
        this.watch = watch;
    }

    @Override
    public void configure() {
        from("timer:watch-ledger?delay=0&period=" + Limits.LEDGER_LOOKED_AT_EVERY.toMillis())
                .routeId(RouteNames.WATCH_LEDGER)
                .bean(watch);
    }
}
