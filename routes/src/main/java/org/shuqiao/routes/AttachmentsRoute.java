package org.shuqiao.routes;

import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.SweepAttachments;

/** Files that centers have uploaded and that no record names do not stay. */
final class AttachmentsRoute extends RouteBuilder {
    private final SweepAttachments sweepAttachments;

    AttachmentsRoute(SweepAttachments sweepAttachments) {
        this.sweepAttachments = sweepAttachments;
    }

    @Override
    public void configure() {
        from("timer:sweep-attachments?delay=1000&period=" + Limits.ATTACHMENTS_SWEPT_EVERY.toMillis())
                .routeId(RouteNames.SWEEP_ATTACHMENTS)
                .bean(sweepAttachments);
    }
}
