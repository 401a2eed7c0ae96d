package org.shuqiao.routes;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.steps.EndPermissions;

/** What happens by itself when permission ends: notices run out, centers are told, and what may be kept no longer is deleted. */
final class EndPermissionsRoute extends RouteBuilder {
    private final EndPermissions endPermissions;
    private final Duration period;

    EndPermissionsRoute(EndPermissions endPermissions, Duration period) {
        this.endPermissions = endPermissions;
        this.period = period;
    }

    @Override
    public void configure() {
        from("timer:end-permissions?delay=1000&period=" + period.toMillis())
                .routeId(RouteNames.END_PERMISSIONS)
                .bean(endPermissions, "revoke")
                .bean(endPermissions, "tell")
                .bean(endPermissions, "clearInboxes")
                .bean(endPermissions, "deletePayloads");
    }
}
