package org.shuqiao.routes;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.shuqiao.routes.platforms.Outgoing;
import org.shuqiao.routes.platforms.PlatformAccess;
import org.shuqiao.routes.platforms.PlatformDirectory;

/**
 * A platform that can be asked is asked what became of transfers whose fate is unknown or not final: one route for each, made from one
 * template. Steps that know their platform are found in the registry under {@code <step>-<platform>}.
 */
final class AskRoute extends RouteBuilder {
    static final String CLAIM_QUESTIONS = "claim-questions-";
    static final String BUILD_QUESTION = "build-question-";
    static final String READ_FINDINGS = "read-findings-";
    static final String SETTLE_FINDINGS = "settle-findings-";

    private final PlatformDirectory platforms;
    private final Duration period;

    AskRoute(PlatformDirectory platforms, Duration period) {
        this.platforms = platforms;
        this.period = period;
    }

    @Override
    public void configure() {
        routeTemplate(RouteNames.ASK_TEMPLATE)
                .templateParameter("platform")
                .from("timer:ask-{{platform}}?delay=1000&period=" + period.toMillis())
                .to("bean:" + CLAIM_QUESTIONS + "{{platform}}")
                .split(body(), AggregationStrategies.useOriginal(false))
                .to("bean:" + BUILD_QUESTION + "{{platform}}")
                .filter(body().isInstanceOf(Outgoing.class))
                .to("platform:{{platform}}")
                .end()
                .to("bean:" + READ_FINDINGS + "{{platform}}")
                .to("bean:" + SETTLE_FINDINGS + "{{platform}}")
                .end();
    }

    /** Makes the route of each platform that can be asked; the template must be in the context already. */
    void addPlatforms(CamelContext camel) throws Exception {
        for (PlatformAccess access : platforms.all()) {
            if (access.platform().descriptor().query().isPresent()) {
                TemplatedRouteBuilder.builder(camel, RouteNames.ASK_TEMPLATE)
                        .routeId(RouteNames.ask(access.id()))
                        .parameter("platform", access.id())
                        .add();
            }
        }
    }
}
