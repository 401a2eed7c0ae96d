package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.DryRun;
import org.shuqiao.routes.steps.ReadRecord;
import org.shuqiao.routes.steps.TryAgreement;

/** What would become of a record, as things stand or were an agreement in force: read and judged like any other, and never stored. */
final class DryRunRoute extends RouteBuilder {
    private final ReadRecord readRecord;
    private final DryRun dryRun;
    private final TryAgreement tryAgreement;

    DryRunRoute(ReadRecord readRecord, DryRun dryRun) {
        this.readRecord = readRecord;
        this.dryRun = dryRun;
        this.tryAgreement = new TryAgreement(readRecord, dryRun);
    }

    @Override
    public void configure() {
        from("direct:" + RouteNames.DRY_RUN)
                .routeId(RouteNames.DRY_RUN)
                .bean(readRecord)
                .bean(dryRun);
        from("direct:" + RouteNames.TRY_AGREEMENT)
                .routeId(RouteNames.TRY_AGREEMENT)
                .bean(tryAgreement);
    }
}
