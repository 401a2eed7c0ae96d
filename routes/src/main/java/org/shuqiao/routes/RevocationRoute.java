package org.shuqiao.routes;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.shuqiao.routes.agreements.SignatureWatch;
import org.shuqiao.routes.platforms.PartnerCertificates;

/** Follows what the authorities of our partners revoke, and what that does to the agreements that they have signed. */
final class RevocationRoute extends RouteBuilder {
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final PartnerCertificates partners;
    private final SignatureWatch signatures;
    private final Duration every;

    RevocationRoute(PartnerCertificates partners, SignatureWatch signatures, Duration every) {
        this.partners = partners;
        this.signatures = signatures;
        this.every = every;
    }

    @Override
    public void configure() {
        from("timer:refresh-revocations?delay=" + FIRST.toMillis() + "&period=" + every.toMillis())
                .routeId(RouteNames.REFRESH_REVOCATIONS)
                .bean(partners, "refresh")
                .bean(signatures, "look");
    }
}
