package org.shuqiao.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.shuqiao.routes.hints.Hints;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.steps.SettleTransfer;

/**
 * Signed transfers leave for a platform: one route for each platform, made from one template, so that each can be seen,
 * paused and drained alone. Steps that know their platform are found in the registry under {@code <step>-<platform>}.
 */
final class DeliverRoute extends RouteBuilder {
    static final String CLAIM_TRANSFERS = "claim-transfers-";
    static final String BUILD_ENVELOPE = "build-envelope-";
    static final String READ_ANSWER = "read-answer-";
    static final String HINT_WORKED_OFF = "hint-worked-off-";
    static final String SENDERS = "senders-";
    private static final int CONSUMERS = 4;

    private final PlatformDirectory platforms;
    private final SettleTransfer settleTransfer;

    DeliverRoute(PlatformDirectory platforms, SettleTransfer settleTransfer) {
        this.platforms = platforms;
        this.settleTransfer = settleTransfer;
    }

    @Override
    public void configure() {
        routeTemplate(RouteNames.DELIVER_TEMPLATE)
                .templateParameter("platform")
                .from(Queues.consume(Hints.deliver("{{platform}}"), CONSUMERS))
                .to("bean:" + CLAIM_TRANSFERS + "{{platform}}")
                .split(body(), AggregationStrategies.useOriginal(false))
                .parallelProcessing()
                .executorService(SENDERS + "{{platform}}")
                .process(TraceHeader::ofBody)
                .to("bean:" + BUILD_ENVELOPE + "{{platform}}")
                .filter(body().isInstanceOf(Outgoing.class))
                .to("platform:{{platform}}")
                .end()
                .to("bean:" + READ_ANSWER + "{{platform}}")
                .bean(settleTransfer)
                .end()
                .to("bean:" + HINT_WORKED_OFF + "{{platform}}");
    }

    /** Makes the route of each platform; the template must be in the context already. */
    void addPlatforms(CamelContext camel) throws Exception {
        for (PlatformAccess access : platforms.all()) {
            TemplatedRouteBuilder.builder(camel, RouteNames.DELIVER_TEMPLATE)
                    .routeId(RouteNames.deliver(access.id()))
                    .parameter("platform", access.id())
                    .add();
        }
    }
}
