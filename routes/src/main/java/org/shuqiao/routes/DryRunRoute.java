package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.DryRun;
import org.shuqiao.routes.steps.ReadRecord;

/** What would become of a record: read and judged like any other, and never stored. */
final class DryRunRoute extends RouteBuilder {
    private final ReadRecord readRecord;
    private final DryRun dryRun;

    DryRunRoute(ReadRecord readRecord, DryRun dryRun) {
        this.readRecord = readRecord;
        this.dryRun = dryRun;
    }

    @Override
    public void configure() {
        from("direct:" + RouteNames.DRY_RUN)
                .routeId(RouteNames.DRY_RUN)
                .bean(readRecord)
                .bean(dryRun);
    }
}
