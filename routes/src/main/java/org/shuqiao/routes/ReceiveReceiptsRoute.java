package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.ReceiveReceipts;

/** Receipts that a platform sends by itself come in: verified, committed, answered one by one. */
final class ReceiveReceiptsRoute extends RouteBuilder {
    private final ReceiveReceipts receiveReceipts;

    ReceiveReceiptsRoute(ReceiveReceipts receiveReceipts) {
        this.receiveReceipts = receiveReceipts;
    }

    @Override
    public void configure() {
        from("direct:" + RouteNames.RECEIVE_RECEIPTS)
                .routeId(RouteNames.RECEIVE_RECEIPTS)
                .bean(receiveReceipts);
    }
}
