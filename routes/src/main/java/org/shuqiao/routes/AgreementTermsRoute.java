package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.WatchTerms;

/** Sees agreements end, and that people know of it before. */
final class AgreementTermsRoute extends RouteBuilder {
    private final WatchTerms watch;

    AgreementTermsRoute(WatchTerms watch) {
        this.watch = watch;
    }

    @Override
    public void configure() {
        from("timer:watch-agreement-terms?delay=1000&period=" + Limits.TERMS_LOOKED_AT_EVERY.toMillis())
                .routeId(RouteNames.WATCH_AGREEMENT_TERMS)
                .bean(watch, "look");
    }
}
