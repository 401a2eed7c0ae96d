package org.shuqiao.routes;

import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.shuqiao.mappings.platforms.PlatformDescriptor;
import org.shuqiao.routes.ledger.CollectLedger;
import org.shuqiao.routes.platforms.Collector;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;
import org.shuqiao.routes.platforms.Rests;
import org.shuqiao.routes.steps.CollectResults;
import org.shuqiao.routes.steps.ReceiveReceipts;
import org.shuqiao.routes.steps.TakeResults;

/**
 * What platforms that are not called say at their places is collected: one route for each, made from one template. Steps that know their
 * platform are found in the registry under {@code <step>-<platform>}.
 */
final class CollectRoute extends RouteBuilder {
    private static final String COLLECT_RESULTS = "collect-results-";
    private static final String TAKE_RESULTS = "take-results-";

    private final PlatformDirectory platforms;
    private final Map<String, Collector> collectors;
    private final CollectLedger ledger;
    private final ReceiveReceipts receipts;
    private final Map<String, Rests> rests;

    CollectRoute(
            PlatformDirectory platforms,
            Map<String, Collector> collectors,
            CollectLedger ledger,
            ReceiveReceipts receipts,
            Map<String, Rests> rests) {
        this.platforms = platforms;
        this.collectors = Map.copyOf(collectors);
        this.ledger = ledger;
        this.receipts = receipts;
        this.rests = rests;
    }

    @Override
    public void configure() {
        routeTemplate(RouteNames.COLLECT_TEMPLATE)
                .templateParameter("platform")
                .templateParameter("period")
                .from("timer:collect-{{platform}}?delay=1000&period={{period}}")
                .to("bean:" + COLLECT_RESULTS + "{{platform}}")
                .split(body(), AggregationStrategies.useOriginal(false))
                .to("bean:" + TAKE_RESULTS + "{{platform}}")
                .end();
    }

    /** Makes the route of each platform of which something is collected; the template must be in the context already. */
    void addPlatforms(CamelContext camel) throws Exception {
        for (PlatformAccess access : platforms.all()) {
            PlatformDescriptor platform = access.platform().descriptor();
            Collector collector = collectors.get(access.id());
            if (platform.collect().isPresent() && collector != null) {
                String id = access.id();
                camel.getRegistry().bind(COLLECT_RESULTS + id, new CollectResults(ledger, id, collector));
                camel.getRegistry()
                        .bind(
                                TAKE_RESULTS + id,
                                new TakeResults(
                                        platform, collector, receipts, ledger, Objects.requireNonNull(rests.get(id))));
                TemplatedRouteBuilder.builder(camel, RouteNames.COLLECT_TEMPLATE)
                        .routeId(RouteNames.collect(id))
                        .parameter("platform", id)
                        .parameter(
                                "period", Long.toString(platform.collect().get().everyMs()))
                        .add();
            }
        }
    }
}
