package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.ReadRecord;
import org.shuqiao.routes.steps.StoreSubmission;

/** A center's record comes in: read, validated, committed, answered. Its hint leaves with the commit. */
final class AcceptRoute extends RouteBuilder {
    private final ReadRecord readRecord;
    private final StoreSubmission storeSubmission;

    AcceptRoute(ReadRecord readRecord, StoreSubmission storeSubmission) {
        this.readRecord = readRecord;
        this.storeSubmission = storeSubmission;
    }

    @Override
    public void configure() {
        from("direct:" + RouteNames.ACCEPT)
                .routeId(RouteNames.ACCEPT)
                .bean(readRecord)
                .bean(storeSubmission);
    }
}
