package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.AwaitCommit;
import org.shuqiao.routes.steps.ReadRecord;
import org.shuqiao.routes.steps.StoreSubmission;

/**
 * A center's record comes in: read, validated, committed, answered. Its hint leaves with the commit. A line of a batch goes the same
 * way, but others may follow it before its commit.
 */
final class AcceptRoute extends RouteBuilder {
    private final ReadRecord readRecord;
    private final StoreSubmission storeSubmission;
    private final AwaitCommit awaitCommit;

    AcceptRoute(ReadRecord readRecord, StoreSubmission storeSubmission, AwaitCommit awaitCommit) {
        this.readRecord = readRecord;
        this.storeSubmission = storeSubmission;
        this.awaitCommit = awaitCommit;
    }

    @Override
    public void configure() {
        from("direct:" + RouteNames.ACCEPT)
                .routeId(RouteNames.ACCEPT)
                .bean(readRecord)
                .bean(storeSubmission)
                .bean(awaitCommit);

        from("direct:" + RouteNames.ACCEPT_LINE)
                .routeId(RouteNames.ACCEPT_LINE)
                .bean(readRecord)
                .bean(storeSubmission);
    }
}
