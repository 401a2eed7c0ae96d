package org.shuqiao.routes;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.platforms.PartnerCertificates;

/** Follows what the authorities of our partners revoke. */
final class RevocationRoute extends RouteBuilder {
    private final PartnerCertificates partners;
    private final Duration every;

    RevocationRoute(PartnerCertificates partners, Duration every) {
        this.partners = partners;
        this.every = every;
    }

    @Override
    public void configure() {
        from("timer:refresh-revocations?delay=" + every.toMillis() + "&period=" + every.toMillis())
                .routeId(RouteNames.REFRESH_REVOCATIONS)
                .bean(partners, "refresh");
    }
}
