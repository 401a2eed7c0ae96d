package org.shuqiao.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.shuqiao.certs.CertificateRefused;
import org.shuqiao.certs.Signer;
import org.shuqiao.certs.Statement;
import org.shuqiao.mappings.masking.Desensitiser;
import org.shuqiao.routes.agreements.AgreementBook;
import org.shuqiao.routes.ledger.Uuid7;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.steps.CheckReturn;
import org.shuqiao.routes.steps.CommitReturn;
import org.shuqiao.routes.steps.ComparedClock;
import org.shuqiao.routes.steps.Departures;
import org.shuqiao.routes.steps.DesensitiseReturn;
import org.shuqiao.routes.steps.Limits;
import org.shuqiao.routes.steps.ReadReturn;
import org.shuqiao.routes.steps.SignReturn;
import org.shuqiao.routes.steps.VerifySender;

/**
 * What a platform sends to centers comes in: verified, decided and masked row by row, signed, committed to the inboxes, answered. One
 * route for each platform, so that each can be seen, paused and drained alone.
 */
final class ReturnRoute extends RouteBuilder {
    private final PlatformDirectory platforms;
    private final Steps steps;

    record Steps(
            VerifySender verifySender,
            ReadReturn readReturn,
            CheckReturn checkReturn,
            DesensitiseReturn desensitise,
            SignReturn signReturn,
            CommitReturn commitReturn) {

        /** @throws CertificateRefused if the sender certificate of a platform cannot be read */
        static Steps of(
                JourneyParts parts,
                AgreementBook agreements,
                Desensitiser desensitiser,
                Statement.Mapping maskingCatalogue,
                Departures departures,
                Uuid7 ids,
                ComparedClock clock)
                throws CertificateRefused {
            Signer statement = parts.keys().statement();
            return new Steps(
                    new VerifySender(parts.platforms(), parts.clock()),
                    new ReadReturn(parts.datasets(), ids),
                    new CheckReturn(agreements, parts.datasets(), parts.ledger().consents(), clock),
                    new DesensitiseReturn(parts.datasets(), desensitiser),
                    new SignReturn(
                            statement,
                            parts.gatewayName(),
                            maskingCatalogue,
                            departures,
                            ids,
                            parts.clock(),
                            parts.random()),
                    new CommitReturn(
                            parts.ledger().transaction(),
                            parts.ledger().returns(Limits.INBOX_UNREAD),
                            statement,
                            parts.gatewayName(),
                            ids));
        }
    }

    ReturnRoute(PlatformDirectory platforms, Steps steps) {
        this.platforms = platforms;
        this.steps = steps;
    }

    @Override
    public void configure() {
        routeTemplate(RouteNames.RETURN_TEMPLATE)
                .templateParameter("platform")
                .from("direct:" + RouteNames.returned("{{platform}}"))
                .bean(steps.verifySender())
                .bean(steps.readReturn())
                .bean(steps.checkReturn())
                .bean(steps.desensitise())
                .bean(steps.signReturn())
                .bean(steps.commitReturn());
    }

    /** Makes the route of each platform that sends something; the template must be in the context already. */
    void addPlatforms(CamelContext camel) throws Exception {
        for (PlatformAccess access : platforms.all()) {
            if (access.platform().descriptor().returns().isPresent()) {
                TemplatedRouteBuilder.builder(camel, RouteNames.RETURN_TEMPLATE)
                        .routeId(RouteNames.returned(access.id()))
                        .parameter("platform", access.id())
                        .add();
            }
        }
    }
}
